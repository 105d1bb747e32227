// linebot with its built-in server, as its documentation shows it.
import linebot from 'linebot';
import { announce, PATH, SECRET } from '../race/announce.ts';

const bot = linebot({ channelId: '2001234567', channelSecret: SECRET, channelAccessToken: 'invented' });
bot.on('message', () => {});
const server = bot.listen(PATH, { port: 0, host: '127.0.0.1' }, () => announce(server));
