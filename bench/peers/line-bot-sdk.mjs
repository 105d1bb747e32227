// LINE's own SDK as its documentation shows it: the middleware on express.
import { middleware } from '@line/bot-sdk';
import express from 'express';
import { announce, PATH, SECRET } from '../race/announce.ts';

const app = express();
app.post(PATH, middleware({ channelSecret: SECRET }), (_request, response) => {
  response.sendStatus(200);
});
const server = app.listen(0, '127.0.0.1', () => announce(server));
