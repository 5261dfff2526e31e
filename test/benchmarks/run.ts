import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { format } from 'prettier';
import { checking } from './checking';
import { filtering } from './filtering';
import { grow, type Growth } from './growth';
import { measureInHost } from './host';
import { parallel } from './parallel';
import { plot } from './plot';
import { race } from './race';
import { median, page } from './report';
import { scanning } from './scanning';
import { sizes } from './sizes';

const folder = path.resolve(__dirname, '../../docs/benchmarks');

/** Runs all benchmarks, writes docs/benchmarks, and fails if a goal is missed without an explanation. */
async function main(): Promise<void> {
  const built = sizes();
  const growth = await grow();
  const host = await measureInHost();
  const raced = await race();
  const inParallel = await parallel();
  const checked = await checking();
  const figures = [
    ...built,
    ...host.figures,
    ...raced.figures,
    ...inParallel.figures,
    ...checked.figures,
    await filtering(),
    await scanning(),
    ...growth.figures,
  ];
  const tables = [...host.tables, ...raced.tables, ...inParallel.tables, ...checked.tables, ...growth.tables];

  const write = async (file: string, text: string): Promise<void> => {
    await writeFile(path.join(folder, file), text);
  };
  await mkdir(folder, { recursive: true });
  const machine = `Last run: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? '?'}; medians of several rounds.`;
  const plots = plotsOf(growth);
  const text = page(machine, { figures, tables }, plots);
  await write('README.md', await format(text, { parser: 'markdown', printWidth: 120 }));
  const json = JSON.stringify({ machine, figures, tables, growth: [growth.byBuckets, growth.byProjects] });
  await write('results.json', await format(json, { parser: 'json', printWidth: 120 }));
  for (const { file, svg } of plots) {
    await write(file, svg);
  }

  console.table(figures);
  if (figures.some(({ isMet, explanation }) => !isMet && explanation === undefined)) {
    process.exitCode = 1;
  }
}

function plotsOf({ byBuckets, byProjects }: Awaited<ReturnType<typeof grow>>) {
  const picture = (
    file: string,
    title: string,
    axis: string,
    growths: readonly Growth[],
    y: (one: Growth) => number,
  ) => ({
    file,
    title: `${title} by number of ${axis}`,
    svg: plot(
      title,
      axis,
      growths.map((growth) => ({ x: growth.size, y: y(growth) })),
    ),
  });
  const time = ({ milliseconds }: Growth): number => median(milliseconds);
  const memory = ({ bytes }: Growth): number => median(bytes) / 1e6;
  return [
    picture('time.svg', 'Milliseconds', 'export buckets', byBuckets, time),
    picture('memory.svg', 'Megabytes', 'export buckets', byBuckets, memory),
    picture('time-projects.svg', 'Milliseconds', 'projects', byProjects, time),
    picture('memory-projects.svg', 'Megabytes', 'projects', byProjects, memory),
  ];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
