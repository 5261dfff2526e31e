const { commands } = require('vscode');

// The extension itself never opens its view, because the view sends a request.
exports.activate = () => commands.executeCommand('atlasExportBuckets.projects.focus');
