import type { Contender } from './contender.ts';

/** The least that any receiver of webhooks has to do. */
export const FLOOR: Contender = {
  name: 'floor',
  title: 'node:http, HMAC-SHA256 over the bytes, JSON.parse',
  program: 'race/floor.ts',
};

export const KAOJAI: Contender = {
  name: 'kaojai',
  title: 'the ingress function behind an event adapter',
  program: 'race/kaojai.ts',
};

/** Explains how much of KaoJai's time is the shape of a Lambda function. */
export const ADAPTER: Contender = {
  name: 'adapter',
  title: 'the event adapter around a handler that does nothing',
  program: 'race/adapter.ts',
};

/** KaoJai with the signed call to SQS, answered on this machine; its processor time goes into the cost. */
export const WITH_QUEUE: Contender = {
  name: 'kaojai_with_sqs',
  title: 'the ingress function with its call to SQS',
  program: 'race/kaojai-with-sqs.ts',
};

/** Other receivers of LINE's webhooks, from npm. */
export const PEERS: readonly Contender[] = [
  {
    name: 'fastify',
    title: "fastify with the check of LINE's SDK",
    program: 'peers/fastify.mjs',
  },
  {
    name: 'hono',
    title: "hono on Node with the check of LINE's SDK",
    program: 'peers/hono.mjs',
  },
  { name: 'linebot', title: 'linebot with its own server', program: 'peers/linebot.mjs' },
  {
    name: 'line-bot-sdk',
    title: "the middleware of LINE's SDK on express",
    program: 'peers/line-bot-sdk.mjs',
  },
  { name: 'bottender', title: 'bottender on its express server', program: 'peers/bottender.mjs' },
];
