import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { AtlasApi, type ApiOptions } from './api';
import type { ApiResponse } from './responses';
import { Faults, statusResponse, type Fault, type FaultResponse } from './faults';
import { sampleWorld, type World } from './world';

export type { Fault } from './faults';

export interface SimulatorOptions extends ApiOptions {
  /** A free port by default. */
  readonly port?: number;
  /** In PEM format. Enables https. */
  readonly certificate?: { readonly key: string; readonly cert: string };
  /** The sample data by default. */
  readonly world?: World;
  /** For every set of endpoints. Atlas's numbers by default. */
  readonly rateLimit?: { readonly capacity: number; readonly refillPerSecond: number };
  /** In seconds. An hour by default. */
  readonly tokenLifetime?: number;
  /** In milliseconds. A minute by default. */
  readonly nonceLifetime?: number;
  /** Returns milliseconds since 1970. The system clock by default. */
  readonly now?: () => number;
}

interface ReceivedRequest {
  readonly method: string;
  /** Includes the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The number of its connection, starting at 1. */
  readonly connection: number;
  /** Undefined until the response is sent. */
  readonly status: number | undefined;
  /** Whether the client disconnected before the end of the response. */
  readonly isAbandoned: boolean;
  /** Client ID or public key, after authentication. */
  readonly principal: string | undefined;
}

export interface AtlasSimulator {
  /** http://127.0.0.1:PORT, or https://localhost:PORT with a certificate. */
  readonly origin: string;
  readonly world: World;
  /** Every request received, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Requests that a well-behaved read-only client never sends. Tests assert that there are none. */
  readonly violations: readonly string[];
  /** Forgets the requests and violations so far. */
  clearRequests(): void;
  /** Makes matching requests fail, authenticated or not. Returns a function that removes the fault. */
  fault(fault: Fault): () => void;
  /** Expires all tokens. */
  expireTokens(): void;
  readonly liveTokens: number;
  /** Limits the uses of each nonce. Returns a function that restores the limit. */
  limitNonces(maxUses: number): () => void;
  close(): Promise<void>;
}

type Recorded = { -readonly [Key in keyof ReceivedRequest]: ReceivedRequest[Key] };

/**
 * Starts a strict simulator of the Atlas Administration API on the loopback interface.
 * @throws Error if the port is in use
 */
export async function startAtlasSimulator(options: SimulatorOptions = {}): Promise<AtlasSimulator> {
  const { certificate, world = sampleWorld(), now = Date.now } = options;
  const server = certificate === undefined ? createHttpServer() : createHttpsServer({ ...certificate });
  server.keepAliveTimeout = 60_000;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const origin = certificate === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;

  const api = new AtlasApi(world, origin, now, options);
  const faults = new Faults();
  const requests: Recorded[] = [];
  const violations: string[] = [];
  const connections = new WeakMap<object, number>();
  let connectionCount = 0;
  server.on(certificate === undefined ? 'connection' : 'secureConnection', (socket: object) => {
    connectionCount += 1;
    connections.set(socket, connectionCount);
  });

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url: target = '', headers, socket } = request;
    const recorded: Recorded = {
      method,
      path: target,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()])),
      body: '',
      connection: connections.get(socket) ?? 0,
      status: undefined,
      isAbandoned: false,
      principal: undefined,
    };
    requests.push(recorded);
    response.on('close', () => {
      recorded.isAbandoned = !response.writableFinished;
    });
    const chunks: unknown[] = await request.toArray();
    recorded.body = Buffer.concat(chunks.filter((chunk) => chunk instanceof Uint8Array)).toString('utf8');
    const fault = faults.take(method, target);
    const respond = (): ApiResponse => {
      try {
        return api.handle({
          method,
          target,
          headers: recorded.headers,
          body: recorded.body,
          remoteAddress: (socket.remoteAddress ?? '').replace('::ffff:', ''),
          report: (violation) => violations.push(`${method} ${target}: ${violation}`),
          identify: (principal) => {
            recorded.principal = principal;
          },
        });
      } catch (error) {
        violations.push(`${method} ${target}: the simulator failed: ${String(error)}`);
        return statusResponse({ status: 500 }, target);
      }
    };
    await send(response, fault, target, respond, (status) => {
      recorded.status = status;
    });
  };
  server.on('request', (request, response) => {
    receive(request, response).catch(() => {
      // The client disconnected.
      response.destroy();
    });
  });

  return {
    origin,
    world,
    requests,
    violations,
    clearRequests() {
      requests.length = 0;
      violations.length = 0;
    },
    fault: (fault) => faults.add(fault),
    expireTokens() {
      api.tokens.expireAll();
    },
    limitNonces(maxUses) {
      const { digest } = api;
      const before = digest.maxUses;
      digest.maxUses = maxUses;
      return () => {
        digest.maxUses = before;
      };
    },
    get liveTokens() {
      return api.tokens.size;
    },
    async close() {
      if (server.listening) {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      }
    },
  };
}

async function send(
  response: ServerResponse,
  fault: FaultResponse | undefined,
  target: string,
  respond: () => ApiResponse,
  onStatus: (status: number) => void,
): Promise<void> {
  if (fault !== undefined && 'hold' in fault) {
    await fault.hold;
  }
  if (fault !== undefined && 'reset' in fault && fault.reset === 'beforeHeaders') {
    reset(response);
    return;
  }
  if (fault !== undefined && 'hang' in fault && fault.hang === 'beforeHeaders') {
    return;
  }
  const { status, headers, body } =
    fault !== undefined && 'status' in fault ? statusResponse(fault, target) : respond();
  const bytes = Buffer.from(body, 'utf8');
  onStatus(status);
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && status !== 304 && { 'Content-Length': bytes.length }),
  });
  if (fault === undefined || 'status' in fault || 'hold' in fault) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, bytes.length / 2), () => {
    if ('reset' in fault) {
      reset(response);
    }
  });
}

/** Resets the connection like a broken network. A TLS socket can't send a TCP reset, so it is closed. */
function reset({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) {
    socket.destroy();
  } else {
    socket?.resetAndDestroy();
  }
}
