import channels from './th/channels.json' with { type: 'json' };
import common from './th/common.json' with { type: 'json' };
import inbox from './th/inbox.json' with { type: 'json' };
import live from './th/live.json' with { type: 'json' };
import privacy from './th/privacy.json' with { type: 'json' };
import session from './th/session.json' with { type: 'json' };
import settings from './th/settings.json' with { type: 'json' };

/** All texts in this language, one file per part of the console: `inbox.list.empty` is `list.empty` of inbox.json. */
export default { ...common, inbox, channels, privacy, settings, session, live };
