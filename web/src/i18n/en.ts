import channels from './en/channels.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import inbox from './en/inbox.json' with { type: 'json' };
import live from './en/live.json' with { type: 'json' };
import privacy from './en/privacy.json' with { type: 'json' };
import session from './en/session.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };

/** All texts in this language, one file per part of the console: `inbox.list.empty` is `list.empty` of inbox.json. */
export default { ...common, inbox, channels, privacy, settings, session, live };
