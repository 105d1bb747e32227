/** The platforms. Adding one = its folder and one line here. */
export { line } from './line/index.ts';
