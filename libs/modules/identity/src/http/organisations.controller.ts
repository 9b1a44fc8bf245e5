import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Id, publicId } from '#kernel';
import { Allow, Scopes, decodeCursor, pageOf } from '#platform/http';
import type { Organisation } from '../domain/organisation.ts';
import { CreateOrganisation } from '../use-cases/create-organisation/create-organisation.ts';
import { CreateUser } from '../use-cases/create-user/create-user.ts';
import { FindPeople } from '../use-cases/find-people/find-people.ts';
import { FindOrganisation } from '../use-cases/find-organisation/find-organisation.ts';
import {
  NewOrganisation,
  NewUserBody,
  OrganisationPage,
  OrganisationQuery,
  OrganisationView,
  UserNamesQuery,
  UserNamesView,
  UserView,
} from './identity.schemas.ts';

const Cursor = z.tuple([z.uuid()]);

/** Organisations and their people; the platform's finance keeps them. */
@ApiTags('identity')
@Controller('v1')
@Allow('finance')
export class OrganisationsController {
  constructor(
    private readonly createOrganisation: CreateOrganisation,
    private readonly createUser: CreateUser,
    private readonly findOrganisation: FindOrganisation,
    private readonly findPeople: FindPeople,
  ) {}

  @Post('organisations')
  @Scopes('organisations:write')
  @ApiCreatedResponse({ standardSchema: OrganisationView })
  async add(@Body({ schema: NewOrganisation }) body: z.output<typeof NewOrganisation>): Promise<unknown> {
    return shape(await this.createOrganisation.execute(body));
  }

  @Get('organisations')
  @Allow('finance', 'auditor')
  @Scopes('organisations:read')
  @ApiOkResponse({ standardSchema: OrganisationPage })
  async list(@Query({ schema: OrganisationQuery }) query: z.output<typeof OrganisationQuery>): Promise<unknown> {
    const after = query.cursor === undefined ? undefined : decodeCursor(Cursor, query.cursor)[0];
    const rows = await this.findOrganisation.list(query.kind, after, query.limit + 1);
    const page = pageOf(rows, query.limit, ({ id }) => [id]);
    return { ...page, items: page.items.map(shape) };
  }

  @Post('users')
  @Scopes('users:write')
  @ApiCreatedResponse({ standardSchema: UserView })
  async addUser(@Body({ schema: NewUserBody }) body: z.output<typeof NewUserBody>): Promise<unknown> {
    const { organisation: organisationId, ...user } = body;
    return z.encode(UserView, await this.createUser.execute({ ...user, organisationId }));
  }

  /** What those people are called who stand in a record, such as the one who closed a period; who does not exist is left out. */
  @Get('users/names')
  @Allow('finance', 'auditor')
  @Scopes('organisations:read')
  @ApiOkResponse({ standardSchema: UserNamesView })
  async names(@Query({ schema: UserNamesQuery }) { ids }: z.output<typeof UserNamesQuery>): Promise<unknown> {
    const names = await this.findPeople.names(ids);
    return { names: Object.fromEntries([...names].map(([id, name]) => [publicId('usr', id as Id<'User'>), name])) };
  }
}

function shape({ id, kind, name, createdAt }: Organisation): unknown {
  return z.encode(OrganisationView, { id, kind, name, created_at: createdAt });
}
