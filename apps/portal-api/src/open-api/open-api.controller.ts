import { readFileSync } from 'node:fs';
import { type OpenApiDocument, ROUTES } from '@abgleich/contracts';
import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { buildOpenApi } from './build-open-api.js';

/** The same file from src/ and from dist/. One product, one version. */
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

/** The description of this very interface; public, because it tells nothing of anybody. */
@Controller('api/openapi.json')
export class OpenApiController {
  /** Built when somebody first asks: it takes longer than the rest of the start. */
  private document: OpenApiDocument | undefined;

  @Get()
  read(): OpenApiDocument {
    this.document ??= buildOpenApi(ROUTES, version);
    return this.document;
  }
}
