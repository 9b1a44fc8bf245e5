import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { asset, type Caller, DAY_MS, type EpochMs, publicId, ROLES, type Role } from '#kernel';
import { AttributionModule } from '#modules/attribution';
import { CatalogModule, UpsertProducts } from '#modules/catalog';
import type { Organisation, OrganisationKind } from '#modules/identity';
import { type Answer, type TestHttpApp, type TestIdentity, anHttpApp, anIdentity } from '#modules/identity/testing';
import { CreateProgram, EnrolPartner, ProgramsModule } from '#modules/programs';
import { BlobStore } from '#platform/blob-store';
import { aDiskBlobStore } from '#platform/blob-store/testing';
import { type TestDatabase, aDatabase } from '#platform/database/testing';
import { Outbox, type OutboxEvent } from '#platform/outbox';
import { registerMedia } from '../edge.ts';
import { SOCIAL_TOPIC, SocialEvent } from '../events.ts';
import { AuthorsController, ModerationController, PostsController, takePictures } from '../http.ts';
import { SocialModule } from '../social.module.ts';

const KIND_OF: Record<Role, OrganisationKind> = {
  merchant: 'merchant',
  influencer: 'partner',
  finance: 'platform',
  moderator: 'platform',
  shopper: 'platform',
  auditor: 'platform',
};

class KeptOutbox extends Outbox {
  readonly events: OutboxEvent[] = [];
  override add(_tx: unknown, event: OutboxEvent): Promise<void> {
    this.events.push(event);
    return Promise.resolve();
  }
  override addAll(_tx: unknown, events: readonly OutboxEvent[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }
}

describe('social over HTTP', () => {
  const outbox = new KeptOutbox();
  let database: TestDatabase;
  let identity: TestIdentity;
  let http: TestHttpApp;
  let blobs: Awaited<ReturnType<typeof aDiskBlobStore>>;
  let program: string;
  const people = new Map<Role, Caller & { readonly of: Organisation }>();
  const token = (role: Role): string => {
    const person = people.get(role);
    return person === undefined ? '' : http.tokenOf(person);
  };
  const orgOf = (role: Role): Organisation => people.get(role)?.of as Organisation;

  beforeAll(async () => {
    database = await aDatabase();
    identity = await anIdentity(database);
    blobs = await aDiskBlobStore();
    http = await anHttpApp(database, {
      modules: [CatalogModule, ProgramsModule, AttributionModule, SocialModule],
      controllers: [PostsController, AuthorsController, ModerationController],
      ports: [
        { provide: BlobStore, useValue: blobs.store },
        { provide: Outbox, useValue: outbox },
      ],
      prepare: (app) => {
        takePictures(app);
        registerMedia(app.getHttpAdapter().getInstance(), blobs.store);
      },
    });
    for (const role of ROLES) {
      const of = await identity.organisation(KIND_OF[role]);
      people.set(role, { ...(await identity.user(of, role)), of });
    }
    const [merchantId, partnerId] = [orgOf('merchant').id, orgOf('influencer').id];
    const lamp = { sku: 'lamp', name: 'Lamp', category: 'home/lighting' };
    await http.app.get(UpsertProducts, { strict: false }).execute(merchantId, [lamp]);
    const offer = { merchantId, name: 'Lamps', settlementAsset: asset('GBPT/2') };
    const { id: programId } = await http.app.get(CreateProgram, { strict: false }).execute(offer, 'system');
    const from = (Date.now() - DAY_MS) as EpochMs;
    await http.app.get(EnrolPartner, { strict: false }).execute({ programId, partnerId, tier: 'gold', from }, 'system');
    program = publicId('prog', programId);
  });
  afterAll(async () => {
    await http.close();
    await identity.close();
    await blobs.remove();
    await database.close();
  });

  const write = (body: object): Promise<Answer> => http.send('POST', '/v1/posts', token('influencer'), body);
  const upload = async (picture: Buffer, type = 'image/jpeg') => {
    const headers = { authorization: `Bearer ${token('influencer')}`, 'content-type': type };
    return http.app.inject({ method: 'POST', url: '/v1/media', headers, payload: picture });
  };
  const aPicture = (width = 1_200, height = 800) =>
    sharp({ create: { width, height, channels: 3, background: '#c04000' } });
  const nothing = publicId('post', '018f0000-0000-7000-8000-000000000001');
  const noCase = publicId('case', '018f0000-0000-7000-8000-000000000001');

  const routes: [method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, allowed: readonly Role[]][] = [
    ['POST', '/v1/posts', ['influencer']],
    ['GET', '/v1/posts', ['influencer', 'shopper', 'merchant', 'moderator']],
    ['GET', `/v1/posts/${nothing}`, ['influencer', 'shopper', 'merchant', 'moderator']],
    ['PUT', `/v1/posts/${nothing}/reactions/like`, ['influencer', 'shopper']],
    ['DELETE', `/v1/posts/${nothing}/reactions/save`, ['influencer', 'shopper']],
    ['POST', `/v1/posts/${nothing}/comments`, ['influencer', 'shopper']],
    ['POST', `/v1/posts/${nothing}/reports`, ['influencer', 'shopper']],
    ['GET', '/v1/reputation', ['influencer']],
    ['GET', '/v1/moderation/queue', ['moderator']],
    ['GET', `/v1/moderation/cases/${noCase}`, ['moderator', 'influencer', 'shopper']],
    ['POST', `/v1/moderation/cases/${noCase}/claim`, ['moderator']],
    ['POST', `/v1/moderation/cases/${noCase}/decisions`, ['moderator']],
    ['POST', `/v1/moderation/cases/${noCase}/appeal`, ['influencer', 'shopper']],
  ];
  it.each(routes)('%s %s lets in %p and nobody else', async (method, url, allowed) => {
    const body = method === 'POST' ? {} : undefined;
    await expect(http.send(method, url, undefined, body)).resolves.toMatchObject({ status: 401 });
    for (const role of ROLES) {
      const { status } = await http.send(method, url, token(role), body);
      expect([role, status === 403]).toEqual([role, !allowed.includes(role)]);
    }
  });

  it('shows a post with its picture and its tracked product to everybody, in sizes that never change', async () => {
    const picture = await aPicture()
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .jpeg()
      .toBuffer();
    const media = (await upload(picture)).json<{
      id: string;
      renditions: { url: string; width: number; type: string }[];
    }>();
    expect(media.renditions.map(({ width, type }) => `${width} ${type}`)).toEqual([
      '320 image/jpeg',
      '320 image/webp',
      '640 image/jpeg',
      '640 image/webp',
      '1080 image/jpeg',
      '1080 image/webp',
    ]);
    const shown = await http.app.inject({ method: 'GET', url: media.renditions[0]?.url ?? '' });
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': expect.stringContaining('immutable'),
    });
    const { exif, width } = await sharp(shown.rawPayload).metadata();
    expect([exif, width, shown.rawPayload.includes('secret place')]).toEqual([undefined, 320, false]);
    const again = (await upload(picture)).json<{ id: string }>();
    expect(again.id).toBe(media.id);

    const tags = [{ program, sku: 'lamp', url: 'https://shop.example/lamp' }];
    const made = await write({ body: 'A warm #lamp', pictures: [{ media: media.id, alt: 'orange' }], tags });
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({
        state: 'shown',
        author_name: orgOf('influencer').name,
        label: null,
        tags: [
          expect.objectContaining({
            name: 'Lamp',
            merchant_name: orgOf('merchant').name,
            path: expect.stringMatching(/^\/l\//),
          }),
        ],
      }),
    ]);
    const read = await http.send('GET', `/v1/posts/${String(made.body['id'])}`, token('shopper'));
    expect(read.body).toEqual(made.body);
    const ofProduct = `/v1/posts?merchant=${publicId('org', orgOf('merchant').id)}&sku=lamp`;
    expect((await http.send('GET', ofProduct, token('merchant'))).body['items']).toEqual([made.body]);
    const told = outbox.events.filter(({ topic }) => topic === SOCIAL_TOPIC);
    expect(told.map(({ body }) => SocialEvent.parse(body).event)).toContain('social.post_shown.v1');
  });

  it('counts likes, saves and comments once, and takes them back', async () => {
    const { body } = await write({ body: 'Another lamp' });
    const url = `/v1/posts/${String(body['id'])}`;
    for (let round = 0; round < 2; round += 1) {
      for (const kind of ['like', 'save']) {
        await expect(http.send('PUT', `${url}/reactions/${kind}`, token('shopper'))).resolves.toMatchObject({
          status: 204,
        });
      }
    }
    await http.send('POST', `${url}/comments`, token('shopper'), { body: 'Where can I get it?' });
    const counts = async () => (await http.send('GET', url, token('shopper'))).body['counts'];
    await expect(counts()).resolves.toEqual({ likes: 1, saves: 1, comments: 1 });
    await http.send('DELETE', `${url}/reactions/like`, token('shopper'));
    await expect(counts()).resolves.toEqual({ likes: 0, saves: 1, comments: 1 });
    expect((await http.send('GET', `${url}/comments`, token('merchant'))).body['items']).toHaveLength(1);
    const viewer = async (role: Role) => (await http.send('GET', url, token(role))).body['viewer'];
    await expect(viewer('shopper')).resolves.toEqual({ liked: false, saved: true, follows: false });
    await http.send('PUT', `/v1/follows/${publicId('org', orgOf('influencer').id)}`, token('shopper'));
    await expect(viewer('shopper')).resolves.toEqual({ liked: false, saved: true, follows: true });
    await expect(viewer('merchant')).resolves.toEqual({ liked: false, saved: false, follows: false });
    const reputation = await http.send('GET', '/v1/reputation', token('influencer'));
    expect(reputation.body).toMatchObject({
      trust_level: 0,
      evidence: expect.arrayContaining([expect.objectContaining({ cause: 'save' })]),
    });
  });

  it('hides what the model is not sure of until a moderator has decided', async () => {
    const { body } = await write({ body: 'I will kill you all with kindness' });
    expect(body['state']).toBe('queued');
    const url = `/v1/posts/${String(body['id'])}`;
    await expect(http.send('GET', url, token('shopper'))).resolves.toMatchObject({ status: 404 });
    await expect(http.send('GET', url, token('influencer'))).resolves.toMatchObject({ status: 200 });
    const queue = await http.send('GET', '/v1/moderation/queue', token('moderator'));
    const [first] = queue.body['items'] as { id: string; evidence: unknown }[];
    expect(first?.evidence).toMatchObject({ rules: [{ rule: 'threat' }] });
    const decided = await http.send('POST', `/v1/moderation/cases/${first?.id}/decisions`, token('moderator'), {
      outcome: 'allow',
      reason: 'a manner of speaking',
    });
    expect([decided.status, decided.body]).toEqual([
      201,
      expect.objectContaining({ state: 'closed', post: expect.objectContaining({ state: 'shown' }) }),
    ]);
    await expect(http.send('GET', url, token('shopper'))).resolves.toMatchObject({ status: 200 });
  });

  it('shows a moderator all that speaks for and against a post, and its links, whose money a removal stops', async () => {
    const tags = [{ program, sku: 'lamp', url: 'https://shop.example/lamp' }];
    const { body } = await write({ body: 'The lamp that cures a cold #lamp', tags });
    const url = `/v1/posts/${String(body['id'])}`;
    const report = { reason: 'other', details: 'no lamp cures a cold' };
    await http.send('POST', `${url}/reports`, token('shopper'), report);
    const [open] = (await http.send('GET', '/v1/moderation/queue', token('moderator'))).body['items'] as {
      id: string;
    }[];
    const caseUrl = `/v1/moderation/cases/${open?.id}`;
    const [link] = await database.ownerQuery<{ link_id: string }>(
      'select link_id from social.post_tag order by post_id desc limit 1',
    );
    const file = await http.send('GET', caseUrl, token('moderator'));
    expect(file.body).toMatchObject({
      subject: 'post',
      post: {
        body: 'The lamp that cures a cold #lamp',
        author_name: orgOf('influencer').name,
        was_shown: true,
        tags: [{ name: 'Lamp', link: publicId('lnk', link?.link_id ?? '') }],
      },
      comment: null,
      reports: [report],
    });
    const decide = (verdict: object) => http.send('POST', `${caseUrl}/decisions`, token('moderator'), verdict);
    const removal = await decide({ outcome: 'remove', reason: 'x', label: 'unverified' });
    expect([removal.status, removal.body['code']]).toEqual([422, 'social.label_refused']);
    const decided = await decide({ outcome: 'allow', reason: 'a joke, but say so', label: 'unverified' });
    expect(decided.body).toMatchObject({ state: 'closed', decisions: [{ outcome: 'allow', label: 'unverified' }] });
    expect((await http.send('GET', url, token('shopper'))).body['label']).toBe('unverified');
  });

  it('shows a moderator the words of a comment, which has no label', async () => {
    const { body } = await write({ body: 'One more lamp' });
    const comment = { body: 'I will kill you all with kindness' };
    await http.send('POST', `/v1/posts/${String(body['id'])}/comments`, token('shopper'), comment);
    const queue = await http.send('GET', '/v1/moderation/queue', token('moderator'));
    const of = (queue.body['items'] as { id: string; subject: string }[]).find(({ subject }) => subject === 'comment');
    const file = await http.send('GET', `/v1/moderation/cases/${of?.id}`, token('moderator'));
    expect(file.body).toMatchObject({ post: null, comment: { ...comment, state: 'queued' }, reports: [] });
    const verdict = { outcome: 'allow', reason: 'x', label: 'sensitive' };
    const labelled = await http.send('POST', `/v1/moderation/cases/${of?.id}/decisions`, token('moderator'), verdict);
    expect([labelled.status, labelled.body['code']]).toEqual([422, 'social.label_refused']);
  });

  it('removes by itself what is surely an insult, tells why, and lets its author appeal', async () => {
    const { body } = await write({ body: 'shut up you stupid fucking bitch, all you hoes ain’t shit, dumb ass bitch' });
    expect(body['state']).toBe('removed');
    const [row] = await database.ownerQuery<{ id: string }>(
      `select id from social.moderation_case where state = 'decided' order by opened_at desc limit 1`,
    );
    const url = `/v1/moderation/cases/${publicId('case', row?.id ?? '')}`;
    const file = await http.send('GET', url, token('influencer'));
    expect(file.body['decisions']).toEqual([
      expect.objectContaining({ automatic: true, outcome: 'remove', note_seq: expect.stringMatching(/^\d+$/) }),
    ]);
    await expect(http.send('GET', url, token('shopper'))).resolves.toMatchObject({ status: 404 });
    await expect(http.send('POST', `${url}/appeal`, token('influencer'), { text: 'a quote' })).resolves.toMatchObject({
      status: 204,
    });
    const again = await http.send('POST', `${url}/appeal`, token('influencer'), { text: 'again' });
    expect([again.status, again.body['code']]).toEqual([409, 'social.appeal_refused']);
  });

  describe('bad input', () => {
    it.each([
      ['100,000 characters', { body: 'x'.repeat(100_000) }, 422, 'http.request_invalid'],
      ['no visible character', { body: '\u200b \u3164' }, 422, 'social.text_empty'],
      [
        'a picture of nobody',
        { body: 'x', pictures: [{ media: publicId('med', '018f0000-0000-7000-8000-000000000001') }] },
        404,
        'social.media_not_found',
      ],
    ])('refuses a post with %s', async (_what, body, status, code) => {
      const answer = await write(body);
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
    });
    it('names the field of a text that is too long', async () => {
      const answer = await write({ body: 'x'.repeat(100_000) });
      expect(answer.body['fields']).toEqual([expect.objectContaining({ path: 'body' })]);
    });
    it('refuses a tag of a product or program that is not there, and leaves nothing behind', async () => {
      const before = await database.ownerQuery('select id from attribution.link');
      const lamp = { program, sku: 'lamp', url: 'https://shop.example/lamp' };
      const unknown = await write({ body: 'x', tags: [lamp, { ...lamp, sku: 'nothing' }] });
      expect([unknown.status, unknown.body['code']]).toEqual([422, 'social.product_not_found']);
      const script = await write({ body: 'x', tags: [lamp, { ...lamp, url: 'javascript:alert(1)' }] });
      expect([script.status, script.body['code']]).toEqual([422, 'attribution.link_url_refused']);
      await expect(database.ownerQuery('select id from attribution.link')).resolves.toEqual(before);
    });
    it('refuses more posts than the trust level allows (social.rate_reached)', async () => {
      const answers = [];
      for (let round = 0; round < 6; round += 1) answers.push(await write({ body: `Lamp number ${round}` }));
      expect(answers.at(-1)).toMatchObject({ status: 409, body: { code: 'social.rate_reached', rate: 'posts_a_day' } });
    });
    it.each<[string, () => Promise<Buffer> | Buffer, string]>([
      ['text called a picture', () => Buffer.from('<svg onload="alert(1)"/>'), 'social.not_a_picture'],
      [
        'a picture that is cut short',
        async () => (await aPicture().jpeg().toBuffer()).subarray(0, 700),
        'social.not_a_picture',
      ],
      [
        'first bytes of one kind before another',
        async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), await aPicture().png().toBuffer()]),
        'social.not_a_picture',
      ],
      ['a GIF', () => aPicture(100, 100).gif().toBuffer(), 'social.not_a_picture'],
      ['a picture of 100 megapixels', () => aPicture(10_000, 10_000).png().toBuffer(), 'social.picture_size_refused'],
      ['a picture of one pixel', () => aPicture(1, 1).png().toBuffer(), 'social.picture_size_refused'],
      ['more than ten mebibytes', () => Buffer.alloc(10 * 1024 * 1024 + 1, 0xff), 'social.picture_size_refused'],
    ])('refuses %s', async (_what, make, code) => {
      const answer = await upload(await make());
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, code]);
    });
    it('answers 404 for media that is not there, whatever the address', async () => {
      for (const url of [
        '/media/aa/aa.jpg',
        `/media/ab/${'c'.repeat(64)}.jpg`,
        '/media/..%2f/x',
        '/media/ab/.signing-key',
      ]) {
        expect((await http.app.inject({ method: 'GET', url })).statusCode).toBe(404);
      }
    });
  });
});
