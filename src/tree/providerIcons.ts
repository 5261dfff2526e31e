import { ThemeIcon, Uri, type IconPath } from 'vscode';

/** The files in `media/providers`, by the provider that Atlas names. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['AWS', 'aws'],
  ['AZURE', 'azure'],
  ['GCP', 'gcp'],
]);

/** The icons of cloud providers: monochrome initials, because logos are trademarks. */
export class ProviderIcons {
  constructor(private readonly extensionUri: Uri) {}

  /** Returns the icon of a provider. Unknown providers share one. */
  of(cloudProvider: string): IconPath {
    const file = FILES.get(cloudProvider);
    const uriOf = (theme: string): Uri => Uri.joinPath(this.extensionUri, 'media', 'providers', `${file}-${theme}.svg`);
    return file === undefined ? new ThemeIcon('archive') : { light: uriOf('light'), dark: uriOf('dark') };
  }
}
