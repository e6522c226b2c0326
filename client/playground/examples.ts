/** What the playground opens with: one tab each, in the order in which one would try them. */
export const examples = [
  {
    query: `# Makes an account. The refresh token comes in the answer, for a program to keep.
mutation register($input: RegisterInput!) {
  register(input: $input) {
    confirmationSent
    auth {
      accessToken
      accessTokenExpiresAt
      refreshToken
      user {
        id
        pseudo
      }
    }
  }
}
`,
    variables: {
      input: {
        email: 'ada@example.org',
        pseudo: 'ada',
        password: 'choose six words that only you know',
        transport: 'BODY',
        deviceName: 'Playground',
      },
    },
  },
  {
    query: `# Opens a session by e-mail address or pseudo.
mutation login($input: LoginInput!) {
  login(input: $input) {
    auth {
      accessToken
      accessTokenExpiresAt
      user {
        pseudo
        role
        scopes
      }
    }
  }
}
`,
    variables: {
      input: {
        identifier: 'ada',
        password: 'choose six words that only you know',
        transport: 'BODY',
        deviceName: 'Playground',
      },
    },
  },
  {
    query: `# Who the token speaks for; null without one.
query me {
  me {
    id
    pseudo
    email
    role
    scopes
    createdAt
  }
}
`,
    variables: {},
  },
  {
    query: `# Where this person is signed in.
query mySessions {
  mySessions {
    id
    deviceName
    ipAddress
    lastUsedAt
    current
  }
}
`,
    variables: {},
  },
  {
    query: `# For holders of users:read. The endCursor of one page is the "after" of the next.
query users($first: Int = 20, $after: String, $filter: UserFilter, $order: UserOrder) {
  users(first: $first, after: $after, filter: $filter, order: $order) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
        pseudo
        email
        role
        status
        lastSeenAt
      }
    }
  }
}
`,
    variables: { first: 20, order: { by: 'LAST_SEEN_AT', direction: 'DESC' } },
  },
].map(({ query, variables }) => ({ query, variables: JSON.stringify(variables, null, 2) }));
