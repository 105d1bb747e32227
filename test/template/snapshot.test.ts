import { type StackName, synthesise } from './support/synthesise.ts';

const { templates } = synthesise('production');

/** Assets are named by their content, which is not what the snapshot is about. */
function masked(template: object): object {
  return JSON.parse(JSON.stringify(template).replace(/[0-9a-f]{64}\.zip/g, '<asset>.zip'));
}

describe('production, as a whole', () => {
  test.each(Object.keys(templates) as StackName[])('%s', (stack) => {
    expect(masked(templates[stack].toJSON())).toMatchSnapshot();
  });
});
