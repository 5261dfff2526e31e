const fs = require('node:fs');
const path = require('node:path');

/**
 * Returns a CycloneDX 1.6 bill of materials: the extension, the packages bundled into it, and their dependencies. The
 * hashes of the package archives come from package-lock.json.
 */
function sbom(packages) {
  const root = path.join(__dirname, '..');
  const own = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const refs = new Map(packages.map(({ manifest }) => [manifest.name, purl(manifest)]));
  const uses = ({ name, version, dependencies = {} }) => ({
    ref: purl({ name, version }),
    dependsOn: Object.keys(dependencies).flatMap((dependency) => refs.get(dependency) ?? []),
  });
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...component(own) } },
    components: packages.map(({ folder, manifest }) => ({
      type: 'library',
      ...component(manifest),
      hashes: [sha512(lock.packages[folder].integrity)],
    })),
    dependencies: [uses(own), ...packages.map(({ manifest }) => uses(manifest))],
  };
}

function component({ name, version, description, license }) {
  const [group, base] = name.startsWith('@') ? name.split('/') : [undefined, name];
  return {
    'bom-ref': purl({ name, version }),
    ...(group !== undefined && { group }),
    name: base,
    version,
    ...(description !== undefined && !description.startsWith('%') && { description }),
    licenses: [{ license: { id: license } }],
    purl: purl({ name, version }),
  };
}

/** Returns the package URL (https://github.com/package-url/purl-spec). */
function purl({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** Converts a hash from Base64, as npm writes it, to hexadecimal digits, as CycloneDX requires. */
function sha512(integrity) {
  const [, text] = /^sha512-(\S+)$/.exec(integrity);
  return { alg: 'SHA-512', content: Buffer.from(text, 'base64').toString('hex') };
}

module.exports = { sbom };
