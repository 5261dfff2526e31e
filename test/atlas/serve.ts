import { parseArgs } from 'node:util';
import { startAtlasSimulator } from './simulator';

/** Runs the simulator until it gets a signal: `npx tsx test/atlas/serve.ts --port 8080`. */
async function serve(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const simulator = await startAtlasSimulator({ port: Number(values.port) });
  const stop = (): void => void simulator.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(simulator.origin);
  for (const [name, { method, id, secret }] of Object.entries(simulator.world.credentials)) {
    console.log(`${name} (${method}): ${id} ${secret}`);
  }
}

void serve();
