// fastify with the signature check of LINE's SDK over the raw body.
import { validateSignature } from '@line/bot-sdk';
import fastify from 'fastify';
import { announce, PATH, SECRET } from '../race/announce.ts';

const app = fastify();
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
);
app.post(PATH, async (request, reply) => {
  const signature = request.headers['x-line-signature'];
  if (!signature || !validateSignature(request.body, SECRET, signature)) return reply.code(401).send();
  JSON.parse(request.body.toString('utf8'));
  return reply.code(200).send();
});
await app.listen({ port: 0, host: '127.0.0.1' });
announce(app.server);
