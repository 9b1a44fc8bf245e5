import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CONFIG, type Config } from '#platform/config';
import { Public } from '#platform/http';
import { readDemoReport } from './demo-report.ts';

const DemoBody = z
  .object({
    password: z.string().nullable().meta({ description: 'Of every demo person; null where no demo ran.' }),
    people: z.array(z.object({ name: z.string(), email: z.string(), role: z.string() })),
  })
  .meta({ id: 'Demo' });

/** Who can sign in to the demo. Their password is published, and they exist on the embedded chain only. */
@ApiTags('start')
@Controller('v1/demo')
export class DemoController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Nobody, where the product runs without the demo or the demo is not there yet. */
  @Get()
  @Public()
  @ApiOkResponse({ standardSchema: DemoBody })
  async people(): Promise<z.input<typeof DemoBody>> {
    const report = this.config.demo ? await readDemoReport(this.config.dataDir) : undefined;
    return { password: report?.password ?? null, people: [...(report?.people ?? [])] };
  }
}
