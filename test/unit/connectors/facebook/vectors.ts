/** Published vectors of Meta's signature. Bodies are base64, so that no editor changes a byte. All secrets are invented. */
const APP = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const IG = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

const A =
  'eyJvYmplY3QiOiJwYWdlIiwiZW50cnkiOlt7InRpbWUiOjE3OTExNjI3NjQ4MTIsImlkIjoiMTA0NDU1NjY3Nzg4OTkwIiwibWVzc2FnaW5nIjpbeyJzZW5kZXIiOnsiaWQiOiI3MTAwMDAwMDAwMDAwMDExIn0sInJlY2lwaWVudCI6eyJpZCI6IjEwNDQ1NTY2Nzc4ODk5MCJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoibV92ZWNBIiwidGV4dCI6ImhlbGxvIn19XX1dfQ==';
const B =
  'eyJvYmplY3QiOiJwYWdlIiwiZW50cnkiOlt7InRpbWUiOjE3OTExNjI3NjQ4MTIsImlkIjoiMTA0NDU1NjY3Nzg4OTkwIiwibWVzc2FnaW5nIjpbeyJzZW5kZXIiOnsiaWQiOiI3MTAwMDAwMDAwMDAwMDExIn0sInJlY2lwaWVudCI6eyJpZCI6IjEwNDQ1NTY2Nzc4ODk5MCJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoibV92ZWNCIiwidGV4dCI6Ilx1MGUyYVx1MGUyN1x1MGUzMVx1MGUyYVx1MGUxNFx1MGUzNSBcdWQ4M2RcdWRlMGEgaHR0cHM6XC9cL3Nob3AuZXhhbXBsZVwvYSJ9fV19XX0=';
const BPRIME =
  'eyJvYmplY3QiOiJwYWdlIiwiZW50cnkiOlt7InRpbWUiOjE3OTExNjI3NjQ4MTIsImlkIjoiMTA0NDU1NjY3Nzg4OTkwIiwibWVzc2FnaW5nIjpbeyJzZW5kZXIiOnsiaWQiOiI3MTAwMDAwMDAwMDAwMDExIn0sInJlY2lwaWVudCI6eyJpZCI6IjEwNDQ1NTY2Nzc4ODk5MCJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoibV92ZWNCIiwidGV4dCI6IuC4quC4p+C4seC4quC4lOC4tSDwn5iKIGh0dHBzOi8vc2hvcC5leGFtcGxlL2EifX1dfV19';
const C =
  'eyJvYmplY3QiOiJwYWdlIiwiZW50cnkiOlt7InRpbWUiOjE3OTExNjI3NjQ4MTIsImlkIjoiMTA0NDU1NjY3Nzg4OTkwIiwibWVzc2FnaW5nIjpbeyJzZW5kZXIiOnsiaWQiOiI3MTAwMDAwMDAwMDAwMDExIn0sInJlY2lwaWVudCI6eyJpZCI6IjEwNDQ1NTY2Nzc4ODk5MCJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoibV92ZWNDIiwidGV4dCI6Im9rIPCfkY0gY2Fmw6kifX1dfV19';
const D =
  'eyJvYmplY3QiOiJwYWdlIiwiZW50cnkiOlt7InRpbWUiOjE3OTExNjI3NjQ4MTIsImlkIjoiMTA0NDU1NjY3Nzg4OTkwIiwibWVzc2FnaW5nIjpbeyJzZW5kZXIiOnsiaWQiOiI3MTAwMDAwMDAwMDAwMDExIn0sInJlY2lwaWVudCI6eyJpZCI6IjEwNDQ1NTY2Nzc4ODk5MCJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoibV92ZWNBIiwidGV4dCI6ImhlbGxwIn19XX1dfQ==';
const E =
  'eyJvYmplY3QiOiJpbnN0YWdyYW0iLCJlbnRyeSI6W3sidGltZSI6MTc5MTE2Mjc2NDgxMiwiaWQiOiIxNzg0MTQwMDAwMDAwMDA0MiIsIm1lc3NhZ2luZyI6W3sic2VuZGVyIjp7ImlkIjoiNjIwMDAwMDAwMDAwMDA3NyJ9LCJyZWNpcGllbnQiOnsiaWQiOiIxNzg0MTQwMDAwMDAwMDA0MiJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoiYVdkZl92ZWNFIiwiaXNfZGVsZXRlZCI6dHJ1ZX19XX1dfQ==';
/** As printed in the specification, byte for byte that of B. */
const B_BASE64 =
  'eyJvYmplY3QiOiJwYWdlIiwiZW50cnkiOlt7InRpbWUiOjE3OTExNjI3NjQ4MTIsImlkIjoiMTA0NDU1NjY3Nzg4OTkwIiwibWVzc2FnaW5nIjpbeyJzZW5kZXIiOnsiaWQiOiI3MTAwMDAwMDAwMDAwMDExIn0sInJlY2lwaWVudCI6eyJpZCI6IjEwNDQ1NTY2Nzc4ODk5MCJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoibV92ZWNCIiwidGV4dCI6Ilx1MGUyYVx1MGUyN1x1MGUzMVx1MGUyYVx1MGUxNFx1MGUzNSBcdWQ4M2RcdWRlMGEgaHR0cHM6XC9cL3Nob3AuZXhhbXBsZVwvYSJ9fV19XX0=';

export const facebookVectors = [
  {
    name: 'A plain ASCII',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26',
    verdict: 'trusted',
  },
  {
    name: 'B Thai, emoji and slashes escaped',
    bodyBase64: B,
    secret: APP,
    header: 'sha256=d7108193a6350e2d4ace1aea55d23890280231b9dddf7f11485cfe29d27a6fab',
    verdict: 'trusted',
  },
  {
    name: 'B" through API Gateway as base64',
    bodyBase64: B_BASE64,
    secret: APP,
    header: 'sha256=d7108193a6350e2d4ace1aea55d23890280231b9dddf7f11485cfe29d27a6fab',
    verdict: 'trusted',
  },
  {
    name: "B' parsed and serialised anew, with its own signature",
    bodyBase64: BPRIME,
    secret: APP,
    header: 'sha256=466822308473db39da80da38b80b0adc68d0854efd893a9f7f2af8f361440b00',
    verdict: 'trusted',
  },
  {
    name: "B' parsed and serialised anew, with the header of B",
    bodyBase64: BPRIME,
    secret: APP,
    header: 'sha256=d7108193a6350e2d4ace1aea55d23890280231b9dddf7f11485cfe29d27a6fab',
    verdict: 'untrusted',
  },
  {
    name: "B with the signature of B'",
    bodyBase64: B,
    secret: APP,
    header: 'sha256=466822308473db39da80da38b80b0adc68d0854efd893a9f7f2af8f361440b00',
    verdict: 'untrusted',
  },
  {
    name: 'B with the signature of upper-case escapes',
    bodyBase64: B,
    secret: APP,
    header: 'sha256=10c9035bb4618c73bf552a5f829193c566ff7f3036bc1ab934d680b51230f715',
    verdict: 'untrusted',
  },
  {
    name: 'C raw UTF-8',
    bodyBase64: C,
    secret: APP,
    header: 'sha256=0436f963b1e85548df767132091150c2fefdc71aacb952314585908e83ed358d',
    verdict: 'trusted',
  },
  {
    name: 'D one letter changed, header of A',
    bodyBase64: D,
    secret: APP,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26',
    verdict: 'untrusted',
  },
  {
    name: 'D with its own signature',
    bodyBase64: D,
    secret: APP,
    header: 'sha256=9cf0c0fa856eee3ccd625acbfc5a1dfca828311d16c77f3dbac12d1f5d0c8fb9',
    verdict: 'trusted',
  },
  {
    name: 'E Instagram body, Instagram secret not among the candidates',
    bodyBase64: E,
    secret: APP,
    header: 'sha256=47fc216f55b9431aa5b7655748798305e4cd39ac9799c760ea2cf23a2ecbe364',
    verdict: 'untrusted',
  },
  {
    name: 'E Instagram body signed with the secret of the Meta app',
    bodyBase64: E,
    secret: APP,
    header: 'sha256=8d4cbe0a5c0ec8fc4651cdd5490d98b690c5392026b5b694ed3f2c8eee61e569',
    verdict: 'trusted',
  },
  {
    name: 'A with a secret that is hex-decoded',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=b478e81e0699e09d4cbada9e5aac4c2db3844fc7a512af5f8665f85cfef0f529',
    verdict: 'untrusted',
  },
  {
    name: 'A with the secret of another app',
    bodyBase64: A,
    secret: IG,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26',
    verdict: 'untrusted',
  },
  { name: 'F header missing', bodyBase64: A, secret: APP, header: undefined, verdict: 'untrusted' },
  { name: 'F header empty', bodyBase64: A, secret: APP, header: '', verdict: 'untrusted' },
  {
    name: 'F without prefix',
    bodyBase64: A,
    secret: APP,
    header: '11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26',
    verdict: 'untrusted',
  },
  {
    name: 'F SHA-1',
    bodyBase64: A,
    secret: APP,
    header: 'sha1=d913948f63f0ea8e4fa6a094f79b2b7878e54a2d',
    verdict: 'untrusted',
  },
  {
    name: 'F SHA-1 under the better name',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=d913948f63f0ea8e4fa6a094f79b2b7878e54a2d',
    verdict: 'untrusted',
  },
  {
    name: 'F 63 characters',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a2',
    verdict: 'untrusted',
  },
  {
    name: 'F 65 characters',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a260',
    verdict: 'untrusted',
  },
  {
    name: 'F upper case',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=11F8D017D7D09BF948761E94C3A054CAFDA5F26B98922C05F35F3C72910B4A26',
    verdict: 'untrusted',
  },
  {
    name: 'F prefix in upper case',
    bodyBase64: A,
    secret: APP,
    header: 'SHA256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26',
    verdict: 'untrusted',
  },
  {
    name: 'F header twice',
    bodyBase64: A,
    secret: APP,
    header:
      'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26,sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26',
    verdict: 'untrusted',
  },
  {
    name: 'F two different values',
    bodyBase64: A,
    secret: APP,
    header:
      'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26, sha256=9cf0c0fa856eee3ccd625acbfc5a1dfca828311d16c77f3dbac12d1f5d0c8fb9',
    verdict: 'untrusted',
  },
  {
    name: 'F space behind',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26 ',
    verdict: 'untrusted',
  },
  {
    name: 'F line feed behind',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=11f8d017d7d09bf948761e94c3a054cafda5f26b98922c05f35f3c72910b4a26\n',
    verdict: 'untrusted',
  },
  {
    name: 'F base64 of the MAC',
    bodyBase64: A,
    secret: APP,
    header: 'sha256=EfjQF9fQm/lIdh6Uw6BUyv2l8muYkiwF8188cpELSiY=',
    verdict: 'untrusted',
  },
] as const;
