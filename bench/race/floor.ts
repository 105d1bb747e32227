// The floor: a server that takes the bytes, hashes them, parses them, and does nothing with either.
import { createHmac } from 'node:crypto';
import http from 'node:http';
import { announce, SECRET } from './announce.ts';

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    createHmac('sha256', SECRET).update(body).digest();
    JSON.parse(body.toString('utf8'));
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => announce(server));
