import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { largeWorld } from '../atlas/largeWorld';
import { startAtlasSimulator } from '../atlas/simulator';
import { sampleWorld } from '../atlas/world';
import { portOf } from '../unit/atlas/support';

/**
 * Runs the simulator in a separate process, and delays its responses by `latency` milliseconds. Sends its origin to the
 * parent process, and the number of requests on each message.
 * @param projects number of projects with `buckets` export buckets and `clusters` clusters each, or 0 for the sample data
 * @param isLimited whether to apply the rate limits that Atlas publishes
 */
async function serve(
  latency: number,
  projects: number,
  buckets: number,
  isLimited: boolean,
  clusters: number,
): Promise<void> {
  const simulator = await startAtlasSimulator({
    world: projects === 0 ? sampleWorld() : largeWorld(projects, buckets, clusters),
    ...(!isLimited && { rateLimit: { capacity: 1e9, refillPerSecond: 1e9 } }),
  });
  const wire = createServer((socket) => {
    const upstream = connect(Number(new URL(simulator.origin).port), '127.0.0.1');
    socket.setNoDelay(true);
    upstream.setNoDelay(true);
    socket.pipe(upstream);
    if (latency === 0) {
      upstream.pipe(socket);
    } else {
      upstream.on('data', (chunk) => setTimeout(() => socket.write(chunk), latency));
      upstream.on('end', () => setTimeout(() => socket.end(), latency));
    }
    socket.on('error', () => upstream.destroy());
    upstream.on('error', () => socket.destroy());
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  process.on('message', () => {
    const refused = simulator.requests.filter(({ status }) => status === 429).length;
    process.send?.({ requests: simulator.requests.length, refused });
    simulator.clearRequests();
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ origin: `http://127.0.0.1:${portOf(wire)}` });
}

const [latency = 0, projects = 0, buckets = 0, limits = 0, clusters = 0] = process.argv.slice(2).map(Number);
void serve(latency, projects, buckets, limits === 1, clusters);
