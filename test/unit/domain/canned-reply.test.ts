import { variablesIn } from '../../../lambdas/domain/canned-reply.ts';

describe('variablesIn', () => {
  it.each([
    ['สวัสดีค่ะ', []],
    ['คุณ {{customer.name}} ค่ะ', ['customer.name']],
    ['{{ agent.name }} จาก {{shop.name}}, {{agent.name}}', ['agent.name', 'shop.name']],
    ['{customer.name} } {', []],
  ])('finds each once, in their order: %s', (text, variables) => {
    expect(variablesIn(text)).toEqual(variables);
  });

  it.each([
    '{{customer}}',
    '{{}}',
    '{{customer.name}',
    '{{ {{customer.name}}',
    '{{customer.phone}} {{shop.name}}',
  ])('knows no other, and no braces that stay open: %s', (text) => {
    expect(variablesIn(text)).toBeNull();
  });
});
