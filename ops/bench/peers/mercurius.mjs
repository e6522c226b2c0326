import Fastify from 'fastify';
import mercurius from 'mercurius';
import { founder, hashParameters } from '../lib/cast.mjs';
import { openHouse, typeDefs } from './lib/house.mjs';

const { resolvers, contextOf } = await openHouse(founder, hashParameters);
const fastify = Fastify();
const context = ({ headers }) => contextOf(headers.authorization);
// Every document is compiled after its first execution.
fastify.register(mercurius, { schema: typeDefs, resolvers, context, jit: 1 });
await fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
