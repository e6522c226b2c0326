// The floor: what it costs node:http to answer a constant JSON to the same request.
import { createServer } from 'node:http';

const answer = JSON.stringify({ data: { viewer: { id: '0', pseudo: 'floor' } } });

createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
}).listen(Number(process.env.PORT), '127.0.0.1');

process.on('SIGTERM', () => process.exit(0));
