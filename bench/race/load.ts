import net from 'node:net';

/** Kept-alive connections to one server; requests go out over all of them, on each one after another. */
export class Load {
  readonly #sockets: readonly net.Socket[];

  private constructor(sockets: readonly net.Socket[]) {
    this.#sockets = sockets;
  }

  static async open(port: number, connections: number): Promise<Load> {
    return new Load(await Promise.all(Array.from({ length: connections }, () => connect(port))));
  }

  /**
   * Sends so many requests, in turn from the list.
   * @throws Error when one is not answered with 200, or the server closes a connection
   */
  async send(requests: readonly Buffer[], count: number): Promise<void> {
    let sent = 0;
    const next = () => (sent < count ? requests[sent++ % requests.length] : undefined);
    await Promise.all(this.#sockets.map((socket) => exchange(socket, next)));
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function connect(port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      socket.off('error', reject);
      resolve(socket.setEncoding('latin1'));
    });
    socket.once('error', reject);
  });
}

/** Sends the next request whenever the last one is answered, until there is none left. */
function exchange(socket: net.Socket, next: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const end = (failure?: Error) => {
      socket.off('data', onData).off('error', end).off('close', onClose);
      if (failure) reject(failure);
      else resolve();
    };
    const step = () => {
      const request = next();
      if (request) socket.write(request);
      else end();
    };
    const onData = (chunk: string) => {
      answer += chunk;
      if (!isComplete(answer)) return;
      const status = answer.slice(9, 12);
      answer = '';
      if (status === '200') step();
      else end(new Error(`a signed request was answered with ${status}`));
    };
    const onClose = () => end(new Error('the server closed the connection'));
    socket.on('data', onData).on('error', end).on('close', onClose);
    step();
  });
}

/** Enough of HTTP/1.1 for the short answers of a webhook. */
function isComplete(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = answer.slice(0, end).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return head.includes('\r\ntransfer-encoding: chunked') ? answer.endsWith('0\r\n\r\n') : true;
}
