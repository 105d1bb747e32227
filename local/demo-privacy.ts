import { privacyDemo } from './demo/privacy-demo.ts';
import { runTour } from './tour/run-tour.ts';

/** Shows on a running local cloud how a customer's data is exported and erased, and how that is proven. */
await runTour('demo:privacy', privacyDemo);
