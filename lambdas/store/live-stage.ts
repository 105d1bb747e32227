/** The stage of the WebSocket API, which stands in its address. */
export const LIVE_STAGE = 'live';
