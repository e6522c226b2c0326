import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { founder, hashParameters } from '../lib/cast.mjs';
import { openHouse, typeDefs } from './lib/house.mjs';

const { resolvers, contextOf } = await openHouse(founder, hashParameters);
const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: ({ request }) => contextOf(request.headers.get('authorization')),
  logging: false,
  graphiql: false,
});
createServer(yoga).listen(Number(process.env.PORT), '127.0.0.1');
