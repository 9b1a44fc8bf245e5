import { describe, expect, it } from '@jest/globals';
import { ownerOf } from './account-owner.ts';

describe('the owner in an account path', () => {
  it('is the organisation as the API writes it', () => {
    // Vectors of the kernel's publicId.
    expect(ownerOf('payee:018f0000-0000-7000-8000-000000000001:payable')).toBe('org_01hw000000e008000000000001');
    expect(ownerOf('org:ffffffff-ffff-7fff-bfff-ffffffffffff:prepaid')).toBe('org_7zzzzzzzzzfzzvzzzzzzzzzzzz');
  });

  it('is nobody for the accounts of the platform and of the vault', () => {
    expect(ownerOf('platform:fees')).toBeUndefined();
    expect(ownerOf(`custody:chain:31337-${'ab'.repeat(20)}`)).toBeUndefined();
  });
});
