// What being shaped like a Lambda function costs: the event adapter around a handler that does nothing.
import { serveHandler } from './event-adapter.ts';

serveHandler(async () => ({ statusCode: 200, headers: { 'cache-control': 'no-store' }, body: '' }));
