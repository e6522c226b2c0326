import { once } from 'node:events';
import { connect } from 'node:net';

const endOfHead = Buffer.from('\r\n\r\n');
const endOfChunks = Buffer.from('0\r\n\r\n');

/** The body of an answer in chunks. */
function joinChunks(bytes) {
  const parts = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

/** The answer that these bytes are, or null where more must come. One answer at a time: nothing is pipelined. */
export function readAnswer(bytes) {
  const end = bytes.indexOf(endOfHead);
  if (end === -1) return null;
  const head = bytes.toString('latin1', 0, end);
  const body = bytes.subarray(end + endOfHead.length);
  const status = Number(head.slice(9, 12));
  const length = /^content-length: *(\d+)/im.exec(head);
  if (length) return body.length < Number(length[1]) ? null : { status, head, text: body.toString() };
  return body.subarray(-endOfChunks.length).equals(endOfChunks)
    ? { status, head, text: joinChunks(body).toString() }
    : null;
}

/** A request as the bytes that go out; made once and sent many times. */
export function toRequest({ method = 'GET', path, headers = {}, body = '' }) {
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  const head = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', ...lines.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** A kept connection that carries one request at a time, cheaper than node:http's client: the load must not be the limit. */
export class Connection {
  #socket;
  #bytes = Buffer.alloc(0);
  #waiting = null;

  static async open(port) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  send(request) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  #take(chunk) {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const answer = readAnswer(this.#bytes);
    if (!answer) return;
    this.#bytes = this.#bytes.subarray(0, 0);
    const { resolve } = this.#waiting;
    this.#waiting = null;
    resolve(answer);
  }

  [Symbol.dispose]() {
    this.#socket.destroy();
  }
}
