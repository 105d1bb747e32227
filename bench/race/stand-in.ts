// Answers every call at once with an empty JSON object, as a stand-in for SQS.
import http from 'node:http';
import { announce } from './announce.ts';

const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end('{}'));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));
