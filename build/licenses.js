const fs = require('node:fs');
const path = require('node:path');

/** Returns the names, versions and license texts of packages as one text for the VSIX. */
function licenses(packages) {
  const texts = packages.map(({ folder, manifest: { name, version, license, author } }) => {
    const text = licenseText(folder, author?.name ?? author);
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Returns the text of a package's license, from its license file or from the license section of its README.
 * @throws Error if the package has neither, because licenses require their text to be shipped
 */
function licenseText(folder, author) {
  const file = (pattern) => fs.readdirSync(folder).find((entry) => pattern.test(entry));
  const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
  const license = file(/^licen[cs]e/i);
  if (license !== undefined) {
    return read(license);
  }
  const readme = file(/^readme/i);
  const section =
    readme === undefined ? undefined : /^#*\s*licen[cs]e\b.*\n(?:[-=]+\n)?([^]*?)(?=^#|$(?![^]))/im.exec(read(readme));
  if (section === null || section === undefined) {
    throw new Error(`${folder} has no license text`);
  }
  const text = section[1]
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .trim();
  return /copyright/i.test(text) ? text : `Copyright ${author}\n\n${text}`;
}

module.exports = { licenses };
