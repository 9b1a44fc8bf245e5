import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { TypedDataEncoder, verifyTypedData, Wallet } from 'ethers';
import { demoWallet } from './demo-wallet.ts';
import { injectedWallet } from './injected-wallet.ts';
import { typedDataOf } from './wallet.ts';

const NAME = 'Mia Laine';
const KEY = new Wallet(`0x${createHash('sha256').update(`provisio demo wallet: ${NAME}`).digest('hex')}`);
/** As `provisio sign-claim --demo-wallet` has it for her. */
const ADDRESS = '0x1bb0aab8399507429f31d547ef082613fee02596';
const TYPES = {
  ClaimTo: [
    { name: 'epoch', type: 'uint64' },
    { name: 'to', type: 'address' },
  ],
};
const MESSAGE = { epoch: 1n, to: KEY.address };
const domain = (chainId: string) => ({ name: 'PayoutVault', version: '1', chainId, verifyingContract: KEY.address });
const claimOn = (chainId: string) =>
  typedDataOf(JSON.parse(JSON.stringify(TypedDataEncoder.getPayload(domain(chainId), TYPES, MESSAGE))));
const offer = { chainId: '31337', name: NAME, isDemoPerson: true };

describe('the demo wallet', () => {
  it('signs on chain 31337 what the command line signs for the same person', async () => {
    expect(KEY.address.toLowerCase()).toBe(ADDRESS);
    const signature = await demoWallet(offer)?.sign(ADDRESS, claimOn('31337'));
    expect(signature).toBe(await KEY.signTypedData(domain('31337'), TYPES, MESSAGE));
  });

  it.each(['1', '8453', '31338', '0x7a69', '031337', ''])('does not exist on chain %s', (chainId) => {
    expect(demoWallet({ ...offer, chainId })).toBeUndefined();
  });

  it('does not exist for who is not of the demo', () => {
    expect(demoWallet({ ...offer, isDemoPerson: false })).toBeUndefined();
  });

  it('refuses what another chain would take, whatever the server says its chain is', async () => {
    await expect(demoWallet(offer)?.sign(KEY.address, claimOn('1'))).rejects.toThrow('chain 31337 only');
  });

  it('refuses a claim of somebody else', async () => {
    const theirs = demoWallet({ ...offer, name: 'Noah Quill' })?.sign(KEY.address, claimOn('31337'));
    await expect(theirs).rejects.toThrow('not the demo wallet of Noah Quill');
  });

  it('refuses what is no typed data', () => {
    expect(() => typedDataOf({ domain: {} })).toThrow('cannot be signed');
  });
});

describe('a wallet extension', () => {
  const answering = (answers: Record<string, unknown>) => {
    const asked: string[] = [];
    const request = ({ method }: { method: string }): Promise<unknown> => {
      asked.push(method);
      const answer = answers[method];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    return { asked, wallet: injectedWallet('Foxy', { request }) };
  };
  const account = KEY.address.toLowerCase();

  it('signs for the account of the claim', async () => {
    const signature = await KEY.signTypedData(domain('31337'), TYPES, MESSAGE);
    const answers = { eth_requestAccounts: [KEY.address], eth_chainId: '0x7a69', eth_signTypedData_v4: signature };
    const { wallet } = answering(answers);
    const found = await wallet.sign(account, claimOn('31337'));
    expect(verifyTypedData(domain('31337'), TYPES, MESSAGE, found)).toBe(KEY.address);
  });

  it('is asked to look at the chain of the claim first', async () => {
    const { wallet, asked } = answering({
      eth_requestAccounts: [account],
      eth_chainId: '0x1',
      eth_signTypedData_v4: '0x',
    });
    await wallet.sign(account, claimOn('31337'));
    expect(asked).toEqual(['eth_requestAccounts', 'eth_chainId', 'wallet_switchEthereumChain', 'eth_signTypedData_v4']);
  });

  it('says which account to choose, who declined, and why it did not sign', async () => {
    const other = answering({ eth_requestAccounts: [`0x${'ab'.repeat(20)}`] }).wallet;
    await expect(other.sign(account, claimOn('31337'))).rejects.toThrow('Choose that account');
    const declined = answering({ eth_requestAccounts: Object.assign(new Error('no'), { code: 4001 }) }).wallet;
    await expect(declined.sign(account, claimOn('31337'))).rejects.toThrow('You declined in Foxy');
    const broken = answering({ eth_requestAccounts: new Error('locked') }).wallet;
    await expect(broken.sign(account, claimOn('31337'))).rejects.toThrow('Foxy did not sign: locked');
  });
});
