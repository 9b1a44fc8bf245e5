import { Module } from '@nestjs/common';
import { PROVIDERS, USE_CASES } from './identity.providers.ts';

/** Needs the database, `CONFIG`, `Clock` and `IdSource` from the process. */
@Module({ providers: PROVIDERS, exports: USE_CASES })
export class IdentityModule {}
