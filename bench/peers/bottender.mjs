// bottender's LINE bot on its express server; the fetching of profiles, which would call LINE, is off.
import expressServer from '@bottender/express';
import bottender from 'bottender';
import { announce, PATH, SECRET } from '../race/announce.ts';

const bot = new bottender.LineBot({
  accessToken: 'invented',
  channelSecret: SECRET,
  skipLegacyProfile: true,
});
bot.onEvent(async () => {});
const app = expressServer.createServer(bot, { path: PATH });
const server = app.listen(0, '127.0.0.1', () => announce(server));
