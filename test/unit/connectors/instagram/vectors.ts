/** Vector E of the specification: one Instagram body, signed with each of the two secrets that occur. All is invented. */
export const vectorE = {
  bodyBase64:
    'eyJvYmplY3QiOiJpbnN0YWdyYW0iLCJlbnRyeSI6W3sidGltZSI6MTc5MTE2Mjc2NDgxMiwiaWQiOiIxNzg0MTQwMDAwMDAwMDA0MiIsIm1lc3NhZ2luZyI6W3sic2VuZGVyIjp7ImlkIjoiNjIwMDAwMDAwMDAwMDA3NyJ9LCJyZWNpcGllbnQiOnsiaWQiOiIxNzg0MTQwMDAwMDAwMDA0MiJ9LCJ0aW1lc3RhbXAiOjE3OTExNjI3NjQzMDEsIm1lc3NhZ2UiOnsibWlkIjoiYVdkZl92ZWNFIiwiaXNfZGVsZXRlZCI6dHJ1ZX19XX1dfQ==',
  instagramSecret: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  metaSecret: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  byInstagram: 'sha256=47fc216f55b9431aa5b7655748798305e4cd39ac9799c760ea2cf23a2ecbe364',
  byMeta: 'sha256=8d4cbe0a5c0ec8fc4651cdd5490d98b690c5392026b5b694ed3f2c8eee61e569',
};
