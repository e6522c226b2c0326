// The floor of a request: what it costs node:http to answer a constant JSON.
import { createServer } from 'node:http';

const answer = JSON.stringify({ data: { viewer: { id: '0', pseudo: 'floor' } } });

createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
}).listen(Number(process.env.PORT), '127.0.0.1');
