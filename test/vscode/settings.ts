import type { VSCodeVersion } from './install';

/** A color theme as people choose it. */
export type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

/** Only ids that the version knows: VS Code rewrites the settings file when it finds an old one. */
function themeId(version: string, theme: Theme): string {
  const prefix = version.startsWith('1.100' satisfies VSCodeVersion) ? 'Default ' : '';
  const ids: Record<Theme, string> = {
    dark: `${prefix}Dark Modern`,
    light: `${prefix}Light Modern`,
    highContrast: 'Default High Contrast',
    highContrastLight: 'Default High Contrast Light',
  };
  return ids[theme];
}

/** Settings of a VS Code that shows the extension and nothing of its own: no welcome, no chat, no questions. */
export function quietSettings(version: string, theme: Theme = 'dark'): Record<string, unknown> {
  return {
    'workbench.colorTheme': themeId(version, theme),
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.layoutControl.enabled': false,
    'workbench.enableExperiments': false,
    'workbench.reduceMotion': 'on',
    'chat.disableAIFeatures': true,
    'chat.commandCenter.enabled': false,
    'chat.agentHost.enabled': false,
    'window.commandCenter': false,
    'window.menuBarVisibility': 'hidden',
    'window.dialogStyle': 'custom',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'extensions.ignoreRecommendations': true,
    'extensions.autoCheckUpdates': false,
    'update.mode': 'none',
    'update.showReleaseNotes': false,
    'git.enabled': false,
    // Every two seconds it looks which process of the machine listens on which port.
    'remote.autoForwardPorts': false,
    'files.simpleDialog.enable': true,
    'editor.accessibilitySupport': 'off',
    'editor.cursorBlinking': 'solid',
  };
}
