const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

/**
 * Returns a plugin that writes split ES modules as CommonJS: esbuild splits only ES modules, and VS Code loads
 * CommonJS. Finding and reading a file takes half a millisecond, and esbuild makes about 30 files of what the entry
 * point imports statically. The plugin therefore merges them into the entry file, which also exports each of them under
 * its file name. The chunks that `import()` loads later take the merged modules from there, so that no module exists
 * twice.
 */
function commonJs(options) {
  const cjs = { ...options, format: 'cjs', supported: { 'dynamic-import': false } };
  return {
    name: 'CommonJS',
    setup: (build) => build.onEnd(({ outputFiles, metafile }) => metafile && write(outputFiles, metafile, cjs)),
  };
}

async function write(outputFiles, { outputs }, cjs) {
  const texts = new Map(outputFiles.map(({ path: file, text }) => [file, text]));
  const [entry, ...merged] = filesAtStart(outputs);
  const chunks = [...texts.keys()].filter((file) => file !== entry && !merged.includes(file));
  const folder = path.join(path.dirname(entry), 'chunks');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  await esbuild.build({
    ...cjs,
    stdin: {
      contents: [entry, ...merged]
        .map((file) => `export * ${file === entry ? '' : `as "${path.basename(file)}" `}from ${JSON.stringify(file)};`)
        .join('\n'),
    },
    outfile: entry,
    allowOverwrite: true,
    bundle: true,
    plugins: [{ name: 'texts', setup: (build) => readFrom(texts, chunks, build) }],
  });
  for (const file of chunks) {
    const { code } = await esbuild.transform(texts.get(file), { ...cjs, sourcefile: path.basename(file) });
    const names = merged.map((one) => path.basename(one));
    fs.writeFileSync(
      file,
      code.replace(/require\("\.\/([^"]+)"\)/g, (call, name) =>
        names.includes(name) ? `require("../extension.js")["${name}"]` : call,
      ),
    );
  }
}

/** Makes a build read the files from memory. Chunks and packages stay external. */
function readFrom(texts, chunks, build) {
  build.onResolve({ filter: /.*/ }, ({ path: file, resolveDir, importer }) => {
    const whole = path.resolve(importer ? path.dirname(importer) : resolveDir, file);
    if (!texts.has(whole)) {
      return { external: true };
    }
    return chunks.includes(whole) ? { path: `./chunks/${path.basename(whole)}`, external: true } : { path: whole };
  });
  build.onLoad({ filter: /.*/ }, ({ path: file }) => ({ contents: texts.get(file) }));
}

/** Returns the absolute paths of the entry file and of all files that it imports statically. */
function filesAtStart(outputs) {
  const files = new Set(Object.keys(outputs).filter((file) => outputs[file].entryPoint === 'src/extension.ts'));
  for (const file of files) {
    for (const { path: imported, kind, external } of outputs[file].imports) {
      if (kind === 'import-statement' && !external) {
        files.add(imported);
      }
    }
  }
  return [...files].map((file) => path.resolve(file));
}

module.exports = { commonJs };
