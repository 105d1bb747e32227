// hono on Node with the signature check of LINE's SDK over the raw body.
import { serve } from '@hono/node-server';
import { validateSignature } from '@line/bot-sdk';
import { Hono } from 'hono';
import { announce, PATH, SECRET } from '../race/announce.ts';

const app = new Hono();
app.post(PATH, async (context) => {
  const body = Buffer.from(await context.req.arrayBuffer());
  const signature = context.req.header('x-line-signature');
  if (!signature || !validateSignature(body, SECRET, signature)) return context.body(null, 401);
  JSON.parse(body.toString('utf8'));
  return context.body(null, 200);
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => announce(server));
