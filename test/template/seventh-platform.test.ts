import { connectors } from '../../lambdas/connectors/index.ts';
import { pigeon } from '../support/seventh-platform/pigeon/index.ts';
import { type Properties, type StackName, type Synthesised, synthesise } from './support/synthesise.ts';

const ROUTES = pigeon.manifest.routes.map(({ method, path }) => `${method} ${path}`);

describe.each(['production', 'local'])('%s with a seventh platform', (stage) => {
  const six = synthesise(stage);
  const seven = synthesise(stage, { connectors: [...connectors, pigeon] });
  const added = Object.entries(resources(seven, 'Ingress')).filter(
    ([id]) => !(id in resources(six, 'Ingress')),
  );

  test('has its routes, without an authorizer, to the function that takes all webhooks', () => {
    const integration = six
      .all('AWS::ApiGatewayV2::Route')
      .find(({ properties }) => properties.RouteKey === webhookOf(connectors[0]))?.properties.Target;
    expect(added.map(([, { Type }]) => Type)).toEqual(ROUTES.map(() => 'AWS::ApiGatewayV2::Route'));
    expect(added.map(([, { Properties }]) => Properties)).toEqual(
      ROUTES.map((RouteKey) => ({
        ApiId: expect.anything(),
        AuthorizationType: 'NONE',
        RouteKey,
        Target: integration,
      })),
    );
  });

  test.each(Object.keys(six.templates) as StackName[])('%s is otherwise what it was', (stack) => {
    const template = seven.templates[stack].toJSON();
    const ids = new Set(added.map(([id]) => id));
    const known = Object.entries(template.Resources).filter(([id]) => !ids.has(id));
    expect({ ...template, Resources: Object.fromEntries(known) }).toEqual(six.templates[stack].toJSON());
  });
});

function resources({ templates }: Synthesised, stack: StackName): Record<string, Properties> {
  return templates[stack].toJSON().Resources;
}

function webhookOf(connector: (typeof connectors)[number] | undefined): string {
  const [route] = connector?.manifest.routes ?? [];
  return `${route?.method} ${route?.path}`;
}
