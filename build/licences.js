const fs = require('node:fs');
const path = require('node:path');

/** Returns the names, versions and licence texts of packages as one text, which goes into the VSIX. */
function licences(packages) {
  const texts = packages.map(({ folder, manifest: { name, version, license, author } }) => {
    const text = licenceText(folder, author?.name ?? author);
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Returns the text of a package's licence: from its file, or from the section of its README if it has no such file.
 * @throws Error for a package that has neither, because its licence forbids to ship it without
 */
function licenceText(folder, author) {
  const file = (pattern) => fs.readdirSync(folder).find((entry) => pattern.test(entry));
  const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
  const licence = file(/^licen[cs]e/i);
  if (licence !== undefined) {
    return read(licence);
  }
  const readme = file(/^readme/i);
  const section =
    readme === undefined ? undefined : /^#*\s*licen[cs]e\b.*\n(?:[-=]+\n)?([^]*?)(?=^#|$(?![^]))/im.exec(read(readme));
  if (section === null || section === undefined) {
    throw new Error(`${folder} has no text of its licence`);
  }
  const text = section[1]
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .trim();
  return /copyright/i.test(text) ? text : `Copyright ${author}\n\n${text}`;
}

module.exports = { licences };
