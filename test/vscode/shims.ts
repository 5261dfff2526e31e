/**
 * JavaScript replacements for VS Code's native modules, so that the installation needs no compiler. Log files are
 * written directly, and no watchdog is needed because the guard ends the server's process group.
 */
export const SHIMS: Readonly<Record<string, string>> = {
  'native-watchdog': 'exports.start = () => {};\n',
  '@vscode/native-watchdog': 'exports.start = () => {};\n',
  '@vscode/spdlog': `
const fs = require('node:fs');
const path = require('node:path');
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(type, name, file) {
    this.file = file;
    this.level = 2;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level >= this.level) {
      const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
      fs.appendFileSync(this.file, this.plain ? message : time + ' [' + NAMES[level] + '] ' + message + '\\n');
    }
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  clearFormatters() { this.plain = true; }
  setPattern() {}
  flush() {}
  drop() {}
}
const create = async (name, file) => new Logger('rotating', name, file);
exports.version = 1;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`,
};
