import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';

/** An HTTP proxy for tests. It supports only tunnels. */
export interface Proxy {
  readonly url: string;
  /** The requested tunnels: host and port, and the request headers. */
  readonly tunnels: readonly { readonly target: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/**
 * Starts a proxy on the loopback interface that connects every tunnel to one local port. So a test can use host names
 * that don't exist.
 * @param refusal status to reject every tunnel with, such as 407
 * @param body JSON body of the rejection
 */
export async function startProxy(port: number, refusal?: number, body = ''): Promise<Proxy> {
  const tunnels: { target: string; headers: IncomingHttpHeaders }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => {
    response.writeHead(501).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client, head) => {
    tunnels.push({ target: request.url ?? '', headers: request.headers });
    if (refusal !== undefined) {
      const headers = [
        `HTTP/1.1 ${refusal} Refused`,
        'Proxy-Authenticate: Basic realm="proxy"',
        'WWW-Authenticate: Digest realm="proxy", nonce="planted", qop="auth"',
        'Retry-After: 3600',
        'Content-Type: application/json',
        `Content-Length: ${Buffer.byteLength(body)}`,
      ];
      client.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    });
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    upstream.on('error', end).on('close', end);
    client.on('error', end).on('close', end);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const own = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${own}`,
    tunnels,
    close: async () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
      await once(server, 'close');
    },
  };
}
