/** The platforms. Adding one = its folder and one line here. */

export { facebook } from './facebook/index.ts';
export { instagram } from './instagram/index.ts';
export { lazada } from './lazada/index.ts';
export { line } from './line/index.ts';
export { shopee } from './shopee/index.ts';
export { tiktok } from './tiktok/index.ts';
