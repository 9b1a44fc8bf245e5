import { describe, expect, it } from '@jest/globals';
import { id, publicId } from '#kernel';
import { ownerOf } from './account-owner.ts';

describe('the owner in an account path', () => {
  it('is the organisation as the API writes it', () => {
    for (const uuid of ['018f0000-0000-7000-8000-000000000001', 'ffffffff-ffff-7fff-bfff-ffffffffffff']) {
      expect(ownerOf(`payee:${uuid}:payable`)).toBe(publicId('org', id<'Organisation'>(uuid)));
    }
  });

  it('is nobody for the accounts of the platform and of the vault', () => {
    expect(ownerOf('platform:fees')).toBeUndefined();
    expect(ownerOf(`custody:chain:31337-${'ab'.repeat(20)}`)).toBeUndefined();
  });
});
