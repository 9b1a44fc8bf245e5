import { describe, expect, it } from '@jest/globals';
import { placeOf } from './s3-place.ts';

describe('the address of an S3 store', () => {
  it('names server, bucket, region and keys, these with their escapes undone', () => {
    expect(placeOf('http://key:a%2Fb%2B@127.0.0.1:9000/blobs?region=eu-west-1')).toEqual({
      endpoint: 'http://127.0.0.1:9000',
      bucket: 'blobs',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'key', secretAccessKey: 'a/b+' },
    });
  });

  it('leaves keys to the SDK where it has none', () => {
    expect(placeOf('https://s3.eu-west-1.amazonaws.com/blobs')).toMatchObject({
      region: 'us-east-1',
      credentials: undefined,
    });
  });
});
