import type { VSCodeVersion } from './install';

/** A color theme. */
export type Theme = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

/**
 * Returns the theme's ID in the given version. VS Code rewrites the settings file if it has an ID of another version.
 */
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

/** Returns settings that hide VS Code's own welcome pages, chat and prompts. */
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
    // No test needs an extension host in the browser, and its start costs a sixth of that of a window.
    'extensions.webWorker': false,
    // This would scan the machine for listening ports every two seconds.
    'remote.autoForwardPorts': false,
    'files.simpleDialog.enable': true,
    'editor.accessibilitySupport': 'off',
    'editor.cursorBlinking': 'solid',
  };
}
