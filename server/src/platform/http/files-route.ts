import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors } from '#kernel/errors.js';
import type { StoredFile } from '#kernel/files.js';
import { assertUser, type Identity } from '#kernel/identity.js';
import type { Logger } from '#kernel/ports.js';
import type { FileStore } from '../files/store.js';

export interface FilesRoute {
  readonly files: Pick<FileStore, 'open'>;
  readonly log: Logger;
  /** Whose request it is, also where a browser follows a plain link and brings nothing but its cookie. */
  downloaderOf(request: FastifyRequest, reply: FastifyReply): Promise<Identity>;
}

/** A browser saves it and never shows it, whatever is in it (catalogue B4, B5). */
const headersOf = ({ name, mediaType, sizeBytes }: StoredFile): Record<string, string> => ({
  'content-type': mediaType,
  'content-length': String(sizeBytes),
  'content-disposition': `attachment; filename="${name}"`,
  'content-security-policy': "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'accept-ranges': 'none',
});

/**
 * Signed, short-lived downloads. The link alone opens nothing: whoever follows it must be signed in as the owner. What is
 * unknown, expired, altered or somebody else's is missing all the same (catalogue G13).
 */
export function serveFiles(fastify: FastifyInstance, { files, log, downloaderOf }: FilesRoute): void {
  fastify.get<{ Params: { signedName: string } }>('/files/:signedName', async (request, reply) => {
    const { id: actorId } = assertUser(await downloaderOf(request, reply));
    const found = await files.open(request.params.signedName, actorId);
    if (!found) throw errors.NOT_FOUND();
    const { file, content } = found;
    log.info(
      { event: 'file.downloaded', actorId, subject: `file:${file.id}`, requestId: request.id },
      'file downloaded',
    );
    return reply.headers(headersOf(file)).send(Readable.from(content));
  });
}
