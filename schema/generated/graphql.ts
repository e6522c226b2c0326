// Generated from schema.graphql and operations/. Not edited: `npm run generate`.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The text of an operation, with the types of what it answers and of what it asks for. */
export type TypedDocument<Data, Variables> = string & { readonly __types?: (variables: Variables) => Data };

export const OverviewDocument = "query Overview($days:Int!){overview{users activeSessions loginsLast24h failedLoginsLast24h backups{...Backups_backups}registrations:registrationsByDay(days:$days){...DayChart_day}logins:loginsByDay(days:$days){...DayChart_day}}}fragment Backups_backups on Backups{lastMadeAt lastProvenAt late}fragment DayChart_day on DayCount{day count}" as TypedDocument<OverviewQuery, OverviewQueryVariables>;

export const PeopleListDocument = "query PeopleList($first:Int!$after:String$filter:UserFilter$order:UserOrder){users(first:$first after:$after filter:$filter order:$order){totalCount pageInfo{hasNextPage endCursor}edges{node{...PeopleTable_user}}}}fragment PeopleTable_user on User{id pseudo email emailVerified role status createdAt lastSeenAt}" as TypedDocument<PeopleListQuery, PeopleListQueryVariables>;

export const RolesDocument = "query Roles{roles{...RoleSelect_role}}fragment RoleSelect_role on Role{name description scopes}" as TypedDocument<RolesQuery, RolesQueryVariables>;

export const PersonAccessDocument = "query PersonAccess($id:ID!){access:accessOf(userId:$id){...PersonAccess_explanation}}fragment PersonAccess_explanation on AccessExplanation{coordinate allowed rule missingScopes rolesThatPass}" as TypedDocument<PersonAccessQuery, PersonAccessQueryVariables>;

export const GrantScopeDocument = "mutation GrantScope($userId:ID!$scope:String!$until:DateTime){grantScope(userId:$userId scope:$scope until:$until){...PersonPage_user}}fragment PersonPage_user on User{id pseudo email emailVerified bio locale role scopes grants{...PersonGrants_grant}status suspensionReason createdAt updatedAt lastSeenAt}fragment PersonGrants_grant on Grant{scope grantedAt until}" as TypedDocument<GrantScopeMutation, GrantScopeMutationVariables>;

export const RevokeScopeDocument = "mutation RevokeScope($userId:ID!$scope:String!){revokeScope(userId:$userId scope:$scope){...PersonPage_user}}fragment PersonPage_user on User{id pseudo email emailVerified bio locale role scopes grants{...PersonGrants_grant}status suspensionReason createdAt updatedAt lastSeenAt}fragment PersonGrants_grant on Grant{scope grantedAt until}" as TypedDocument<RevokeScopeMutation, RevokeScopeMutationVariables>;

export const PersonPageDocument = "query PersonPage($id:ID!){user(id:$id){...PersonPage_user}sessions:userSessions(userId:$id){...SessionList_session}}fragment PersonPage_user on User{id pseudo email emailVerified bio locale role scopes grants{...PersonGrants_grant}status suspensionReason createdAt updatedAt lastSeenAt}fragment PersonGrants_grant on Grant{scope grantedAt until}fragment SessionList_session on Session{id deviceName ipAddress createdAt lastUsedAt expiresAt current}" as TypedDocument<PersonPageQuery, PersonPageQueryVariables>;

export const SetUserRoleDocument = "mutation SetUserRole($userId:ID!$role:String!){setUserRole(userId:$userId role:$role){...PersonPage_user}}fragment PersonPage_user on User{id pseudo email emailVerified bio locale role scopes grants{...PersonGrants_grant}status suspensionReason createdAt updatedAt lastSeenAt}fragment PersonGrants_grant on Grant{scope grantedAt until}" as TypedDocument<SetUserRoleMutation, SetUserRoleMutationVariables>;

export const SuspendUserDocument = "mutation SuspendUser($userId:ID!$reason:String!){suspendUser(userId:$userId reason:$reason){...PersonPage_user}}fragment PersonPage_user on User{id pseudo email emailVerified bio locale role scopes grants{...PersonGrants_grant}status suspensionReason createdAt updatedAt lastSeenAt}fragment PersonGrants_grant on Grant{scope grantedAt until}" as TypedDocument<SuspendUserMutation, SuspendUserMutationVariables>;

export const ReinstateUserDocument = "mutation ReinstateUser($userId:ID!){reinstateUser(userId:$userId){...PersonPage_user}}fragment PersonPage_user on User{id pseudo email emailVerified bio locale role scopes grants{...PersonGrants_grant}status suspensionReason createdAt updatedAt lastSeenAt}fragment PersonGrants_grant on Grant{scope grantedAt until}" as TypedDocument<ReinstateUserMutation, ReinstateUserMutationVariables>;

export const EndUserSessionsDocument = "mutation EndUserSessions($userId:ID!){revokeUserSessions(userId:$userId)}" as TypedDocument<EndUserSessionsMutation, EndUserSessionsMutationVariables>;

export const DeleteUserDocument = "mutation DeleteUser($userId:ID!){deleteUser(userId:$userId)}" as TypedDocument<DeleteUserMutation, DeleteUserMutationVariables>;

export const RolesPageDocument = "query RolesPage{roles{...RolesPage_role}scopes{...RolesPage_scope}}fragment RolesPage_role on Role{name description scopes builtIn userCount}fragment RolesPage_scope on Scope{name description}" as TypedDocument<RolesPageQuery, RolesPageQueryVariables>;

export const CreateRoleDocument = "mutation CreateRole($name:String!$description:String!$scopes:[String!]!){createRole(name:$name description:$description scopes:$scopes){...RolesPage_role}}fragment RolesPage_role on Role{name description scopes builtIn userCount}" as TypedDocument<CreateRoleMutation, CreateRoleMutationVariables>;

export const UpdateRoleDocument = "mutation UpdateRole($name:String!$description:String$scopes:[String!]){updateRole(name:$name description:$description scopes:$scopes){...RolesPage_role}}fragment RolesPage_role on Role{name description scopes builtIn userCount}" as TypedDocument<UpdateRoleMutation, UpdateRoleMutationVariables>;

export const DeleteRoleDocument = "mutation DeleteRole($name:String!){deleteRole(name:$name)}" as TypedDocument<DeleteRoleMutation, DeleteRoleMutationVariables>;

export const MyActivityDocument = "query MyActivity($first:Int!$after:String){activity:myActivity(first:$first after:$after refreshes:false){totalCount pageInfo{hasNextPage endCursor}edges{node{...ActivityList_event}}}}fragment ActivityList_event on AuditEvent{id type outcome at actedBy subject ipAddress details{name value}}" as TypedDocument<MyActivityQuery, MyActivityQueryVariables>;

export const AuditEventsDocument = "query AuditEvents($first:Int!$after:String$filter:AuditFilter){auditEvents(first:$first after:$after filter:$filter){totalCount pageInfo{hasNextPage endCursor}edges{node{...AuditTable_event}}}}fragment AuditTable_event on AuditEvent{id number type outcome at actedBy subject ipAddress requestId actor{id pseudo}concerned{id pseudo}details{name value}}" as TypedDocument<AuditEventsQuery, AuditEventsQueryVariables>;

export const VerifyAuditDocument = "query VerifyAudit{verifyAudit{ok checkedEvents fault fromNumber toNumber}}" as TypedDocument<VerifyAuditQuery, VerifyAuditQueryVariables>;

export const DeleteAccountDocument = "mutation DeleteAccount($input:DeleteAccountInput!){deleteAccount(input:$input)}" as TypedDocument<DeleteAccountMutation, DeleteAccountMutationVariables>;

export const ChangePasswordDocument = "mutation ChangePassword($input:ChangePasswordInput!){changePassword(input:$input){...Session_auth}}fragment Session_auth on AuthPayload{accessToken accessTokenExpiresAt user{...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<ChangePasswordMutation, ChangePasswordMutationVariables>;

export const ConfirmPasswordDocument = "mutation ConfirmPassword($password:String!){confirmPassword(password:$password){...Session_auth}}fragment Session_auth on AuthPayload{accessToken accessTokenExpiresAt user{...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<ConfirmPasswordMutation, ConfirmPasswordMutationVariables>;

export const RefreshDocument = "mutation Refresh{refresh{...Session_auth}}fragment Session_auth on AuthPayload{accessToken accessTokenExpiresAt user{...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<RefreshMutation, RefreshMutationVariables>;

export const SignOutDocument = "mutation SignOut{logout}" as TypedDocument<SignOutMutation, SignOutMutationVariables>;

export const SignInDocument = "mutation SignIn($input:LoginInput!){login(input:$input){auth{...Session_auth}}}fragment Session_auth on AuthPayload{accessToken accessTokenExpiresAt user{...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<SignInMutation, SignInMutationVariables>;

export const SignUpDocument = "mutation SignUp($input:RegisterInput!){register(input:$input){confirmationSent auth{...Session_auth}}}fragment Session_auth on AuthPayload{accessToken accessTokenExpiresAt user{...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<SignUpMutation, SignUpMutationVariables>;

export const NewestDataExportDocument = "query NewestDataExport{newest:newestDataExport{...DataExport_export}}fragment DataExport_export on DataExport{id status progress requestedAt keptUntil sizeBytes}" as TypedDocument<NewestDataExportQuery, NewestDataExportQueryVariables>;

export const DataExportLinkDocument = "query DataExportLink($id:ID!){dataExport(id:$id){id downloadUrl}}" as TypedDocument<DataExportLinkQuery, DataExportLinkQueryVariables>;

export const RequestDataExportDocument = "mutation RequestDataExport{requestDataExport{...DataExport_export}}fragment DataExport_export on DataExport{id status progress requestedAt keptUntil sizeBytes}" as TypedDocument<RequestDataExportMutation, RequestDataExportMutationVariables>;

export const CancelDataExportDocument = "mutation CancelDataExport($id:ID!){cancelDataExport(id:$id){...DataExport_export}}fragment DataExport_export on DataExport{id status progress requestedAt keptUntil sizeBytes}" as TypedDocument<CancelDataExportMutation, CancelDataExportMutationVariables>;

export const ClaimInstanceDocument = "mutation ClaimInstance($token:String!){claimInstance(token:$token){...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<ClaimInstanceMutation, ClaimInstanceMutationVariables>;

export const InstanceDocument = "query Instance{instance{version registration passwordMinLength deletionGraceDays claimable}}" as TypedDocument<InstanceQuery, InstanceQueryVariables>;

export const MyReplayedSessionsDocument = "query MyReplayedSessions{replayed:myReplayedSessions{...ReplayedSessions_session}}fragment ReplayedSessions_session on EndedSession{id deviceName ipAddress createdAt endedAt}" as TypedDocument<MyReplayedSessionsQuery, MyReplayedSessionsQueryVariables>;

export const MySessionsDocument = "query MySessions{sessions:mySessions{...SessionList_session}}fragment SessionList_session on Session{id deviceName ipAddress createdAt lastUsedAt expiresAt current}" as TypedDocument<MySessionsQuery, MySessionsQueryVariables>;

export const EndSessionDocument = "mutation EndSession($id:ID!){revokeSession(id:$id)}" as TypedDocument<EndSessionMutation, EndSessionMutationVariables>;

export const EndOtherSessionsDocument = "mutation EndOtherSessions{logoutEverywhere(keepCurrent:true)}" as TypedDocument<EndOtherSessionsMutation, EndOtherSessionsMutationVariables>;

export const MyApiTokensDocument = "query MyApiTokens{tokens:myApiTokens{...TokenList_token}}fragment TokenList_token on ApiToken{id name prefix scopes createdAt lastUsedAt expiresAt}" as TypedDocument<MyApiTokensQuery, MyApiTokensQueryVariables>;

export const CreateApiTokenDocument = "mutation CreateApiToken($input:CreateApiTokenInput!){created:createApiToken(input:$input){secret apiToken{...TokenList_token}}}fragment TokenList_token on ApiToken{id name prefix scopes createdAt lastUsedAt expiresAt}" as TypedDocument<CreateApiTokenMutation, CreateApiTokenMutationVariables>;

export const RevokeApiTokenDocument = "mutation RevokeApiToken($id:ID!){revokeApiToken(id:$id)}" as TypedDocument<RevokeApiTokenMutation, RevokeApiTokenMutationVariables>;

export const UpdateProfileDocument = "mutation UpdateProfile($input:UpdateProfileInput!){updateProfile(input:$input){...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<UpdateProfileMutation, UpdateProfileMutationVariables>;

export const ViewerDocument = "query Viewer{viewer:me{...Viewer_user}}fragment Viewer_user on User{id pseudo email emailVerified bio locale role scopes createdAt updatedAt}" as TypedDocument<ViewerQuery, ViewerQueryVariables>;

export const MyPersonalDataDocument = "query MyPersonalData{personalData:myPersonalData{...PersonalDataForm_personalData}}fragment PersonalDataForm_personalData on PersonalData{legalName birthDate phone addressLine postalCode city country taxId updatedAt}" as TypedDocument<MyPersonalDataQuery, MyPersonalDataQueryVariables>;

export const UpdatePersonalDataDocument = "mutation UpdatePersonalData($input:UpdatePersonalDataInput!){personalData:updatePersonalData(input:$input){...PersonalDataForm_personalData}}fragment PersonalDataForm_personalData on PersonalData{legalName birthDate phone addressLine postalCode city country taxId updatedAt}" as TypedDocument<UpdatePersonalDataMutation, UpdatePersonalDataMutationVariables>;

export const MyPersonalDataReadingsDocument = "query MyPersonalDataReadings{readings:myPersonalDataReadings{...ReadingList_reading}}fragment ReadingList_reading on PersonalDataReading{id at byYou changed}" as TypedDocument<MyPersonalDataReadingsQuery, MyPersonalDataReadingsQueryVariables>;
/** Who acted, as whoever asks sees it. Nobody: a visitor, or the house itself. */
export type AuditActor =
  | 'NOBODY'
  | 'SOMEBODY_ELSE'
  | 'YOU';

/** What is wrong with the journal. */
export type AuditFault =
  /** A checkpoint is not what was signed. */
  | 'CHECKPOINT_CHANGED'
  /** Entries are missing before one that is there. */
  | 'ENTRIES_MISSING'
  /** An entry is not what was sealed. */
  | 'ENTRY_CHANGED'
  /** A checkpoint knows newer entries than there are. */
  | 'NEWEST_MISSING'
  /** The seals are not those that a checkpoint knows: the chain was made again. */
  | 'SEALED_ANEW';

export type AuditFilter = {
  readonly actorId?: string | null | undefined;
  /** At that instant or later. */
  readonly from?: string | null | undefined;
  /** The one entry of this number. */
  readonly number?: number | null | undefined;
  readonly outcome?: AuditOutcome | null | undefined;
  /** The same by their pseudo or, with users:read, by their e-mail address. */
  readonly person?: string | null | undefined;
  /** Whoever acted, or was concerned. */
  readonly personId?: string | null | undefined;
  /** Whether 'session.refreshed' is among them. */
  readonly refreshes?: boolean;
  readonly subject?: string | null | undefined;
  /** At that instant or earlier. */
  readonly to?: string | null | undefined;
  readonly type?: string | null | undefined;
};

export type AuditOutcome =
  | 'FAILURE'
  | 'SUCCESS';

export type ChangePasswordInput = {
  readonly currentPassword: string;
  readonly newPassword: string;
};

export type CreateApiTokenInput = {
  /** Null: it does not expire. */
  readonly expiresAt?: string | null | undefined;
  /** At most 80 characters. */
  readonly name: string;
  /** Each must be held by the caller. Without any, it does what anybody may. */
  readonly scopes: ReadonlyArray<string>;
};

export type DeleteAccountInput = {
  /** The pseudo, typed again. */
  readonly confirmation: string;
  readonly password: string;
};

/** How far work in the background has come. */
export type JobStatus =
  | 'CANCELLED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type Locale =
  | 'EN'
  | 'FR';

export type LoginInput = {
  readonly deviceName?: string | null | undefined;
  /** E-mail address or pseudo. */
  readonly identifier: string;
  readonly password: string;
  readonly transport?: TokenTransport | null | undefined;
};

export type RegisterInput = {
  readonly deviceName?: string | null | undefined;
  readonly email: string;
  readonly locale?: Locale | null | undefined;
  readonly password: string;
  readonly pseudo: string;
  readonly transport?: TokenTransport | null | undefined;
};

/** Who may make an account. */
export type RegistrationMode =
  | 'CLOSED'
  | 'OPEN';

export type SortDirection =
  | 'ASC'
  | 'DESC';

/** Where the refresh token travels. */
export type TokenTransport =
  /** The payload; for programs. */
  | 'BODY'
  /** An HttpOnly cookie that the browser keeps; the payload's refreshToken is null. */
  | 'COOKIE';

/** What is absent stays; null clears. */
export type UpdatePersonalDataInput = {
  readonly addressLine?: string | null | undefined;
  /** YYYY-MM-DD, in the past. */
  readonly birthDate?: string | null | undefined;
  readonly city?: string | null | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null | undefined;
  readonly legalName?: string | null | undefined;
  /** With the prefix of the country: +33612345678. */
  readonly phone?: string | null | undefined;
  readonly postalCode?: string | null | undefined;
  readonly taxId?: string | null | undefined;
};

export type UpdateProfileInput = {
  readonly bio?: string | null | undefined;
  readonly locale?: Locale | null | undefined;
  readonly pseudo?: string | null | undefined;
};

export type UserFilter = {
  readonly role?: string | null | undefined;
  /** Matches the start of any word of pseudo, or the whole e-mail. */
  readonly search?: string | null | undefined;
  readonly status?: UserStatus | null | undefined;
};

export type UserOrder = {
  readonly by?: UserSort;
  readonly direction?: SortDirection;
};

export type UserSort =
  | 'CREATED_AT'
  | 'LAST_SEEN_AT'
  | 'PSEUDO';

export type UserStatus =
  | 'ACTIVE'
  | 'SUSPENDED';

export type DayChart_dayFragment = { readonly day: string, readonly count: number };

export type Backups_backupsFragment = { readonly lastMadeAt: string | null, readonly lastProvenAt: string | null, readonly late: boolean };

export type OverviewQueryVariables = Exact<{
  days: number;
}>;


export type OverviewQuery = { readonly overview: { readonly users: number, readonly activeSessions: number, readonly loginsLast24h: number, readonly failedLoginsLast24h: number, readonly backups: { readonly lastMadeAt: string | null, readonly lastProvenAt: string | null, readonly late: boolean }, readonly registrations: ReadonlyArray<{ readonly day: string, readonly count: number }>, readonly logins: ReadonlyArray<{ readonly day: string, readonly count: number }> } };

export type PeopleTable_userFragment = { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly role: string, readonly status: UserStatus, readonly createdAt: string, readonly lastSeenAt: string | null };

export type PeopleListQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: UserFilter | null | undefined;
  order?: UserOrder | null | undefined;
}>;


export type PeopleListQuery = { readonly users: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly role: string, readonly status: UserStatus, readonly createdAt: string, readonly lastSeenAt: string | null } }> } };

export type RoleSelect_roleFragment = { readonly name: string, readonly description: string, readonly scopes: ReadonlyArray<string> };

export type RolesQueryVariables = Exact<{ [key: string]: never; }>;


export type RolesQuery = { readonly roles: ReadonlyArray<{ readonly name: string, readonly description: string, readonly scopes: ReadonlyArray<string> }> };

export type PersonAccess_explanationFragment = { readonly coordinate: string, readonly allowed: boolean, readonly rule: string, readonly missingScopes: ReadonlyArray<string>, readonly rolesThatPass: ReadonlyArray<string> };

export type PersonAccessQueryVariables = Exact<{
  id: string;
}>;


export type PersonAccessQuery = { readonly access: ReadonlyArray<{ readonly coordinate: string, readonly allowed: boolean, readonly rule: string, readonly missingScopes: ReadonlyArray<string>, readonly rolesThatPass: ReadonlyArray<string> }> };

export type PersonGrants_grantFragment = { readonly scope: string, readonly grantedAt: string, readonly until: string | null };

export type GrantScopeMutationVariables = Exact<{
  userId: string;
  scope: string;
  until?: string | null | undefined;
}>;


export type GrantScopeMutation = { readonly grantScope: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null } };

export type RevokeScopeMutationVariables = Exact<{
  userId: string;
  scope: string;
}>;


export type RevokeScopeMutation = { readonly revokeScope: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null } };

export type PersonPage_userFragment = { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null };

export type PersonPageQueryVariables = Exact<{
  id: string;
}>;


export type PersonPageQuery = { readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null } | null, readonly sessions: ReadonlyArray<{ readonly id: string, readonly deviceName: string, readonly ipAddress: string, readonly createdAt: string, readonly lastUsedAt: string, readonly expiresAt: string, readonly current: boolean }> };

export type SetUserRoleMutationVariables = Exact<{
  userId: string;
  role: string;
}>;


export type SetUserRoleMutation = { readonly setUserRole: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null } };

export type SuspendUserMutationVariables = Exact<{
  userId: string;
  reason: string;
}>;


export type SuspendUserMutation = { readonly suspendUser: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null } };

export type ReinstateUserMutationVariables = Exact<{
  userId: string;
}>;


export type ReinstateUserMutation = { readonly reinstateUser: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly status: UserStatus, readonly suspensionReason: string | null, readonly createdAt: string, readonly updatedAt: string, readonly lastSeenAt: string | null, readonly grants: ReadonlyArray<{ readonly scope: string, readonly grantedAt: string, readonly until: string | null }> | null } };

export type EndUserSessionsMutationVariables = Exact<{
  userId: string;
}>;


export type EndUserSessionsMutation = { readonly revokeUserSessions: number };

export type DeleteUserMutationVariables = Exact<{
  userId: string;
}>;


export type DeleteUserMutation = { readonly deleteUser: boolean };

export type RolesPage_roleFragment = { readonly name: string, readonly description: string, readonly scopes: ReadonlyArray<string>, readonly builtIn: boolean, readonly userCount: number };

export type RolesPage_scopeFragment = { readonly name: string, readonly description: string };

export type RolesPageQueryVariables = Exact<{ [key: string]: never; }>;


export type RolesPageQuery = { readonly roles: ReadonlyArray<{ readonly name: string, readonly description: string, readonly scopes: ReadonlyArray<string>, readonly builtIn: boolean, readonly userCount: number }>, readonly scopes: ReadonlyArray<{ readonly name: string, readonly description: string }> };

export type CreateRoleMutationVariables = Exact<{
  name: string;
  description: string;
  scopes: ReadonlyArray<string> | string;
}>;


export type CreateRoleMutation = { readonly createRole: { readonly name: string, readonly description: string, readonly scopes: ReadonlyArray<string>, readonly builtIn: boolean, readonly userCount: number } };

export type UpdateRoleMutationVariables = Exact<{
  name: string;
  description?: string | null | undefined;
  scopes?: ReadonlyArray<string> | string | null | undefined;
}>;


export type UpdateRoleMutation = { readonly updateRole: { readonly name: string, readonly description: string, readonly scopes: ReadonlyArray<string>, readonly builtIn: boolean, readonly userCount: number } };

export type DeleteRoleMutationVariables = Exact<{
  name: string;
}>;


export type DeleteRoleMutation = { readonly deleteRole: boolean };

export type ActivityList_eventFragment = { readonly id: string, readonly type: string, readonly outcome: AuditOutcome, readonly at: string, readonly actedBy: AuditActor, readonly subject: string | null, readonly ipAddress: string | null, readonly details: ReadonlyArray<{ readonly name: string, readonly value: string }> };

export type MyActivityQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MyActivityQuery = { readonly activity: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: string, readonly outcome: AuditOutcome, readonly at: string, readonly actedBy: AuditActor, readonly subject: string | null, readonly ipAddress: string | null, readonly details: ReadonlyArray<{ readonly name: string, readonly value: string }> } }> } };

export type AuditTable_eventFragment = { readonly id: string, readonly number: number, readonly type: string, readonly outcome: AuditOutcome, readonly at: string, readonly actedBy: AuditActor, readonly subject: string | null, readonly ipAddress: string | null, readonly requestId: string, readonly actor: { readonly id: string, readonly pseudo: string } | null, readonly concerned: { readonly id: string, readonly pseudo: string } | null, readonly details: ReadonlyArray<{ readonly name: string, readonly value: string }> };

export type AuditEventsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditEventsQuery = { readonly auditEvents: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: number, readonly type: string, readonly outcome: AuditOutcome, readonly at: string, readonly actedBy: AuditActor, readonly subject: string | null, readonly ipAddress: string | null, readonly requestId: string, readonly actor: { readonly id: string, readonly pseudo: string } | null, readonly concerned: { readonly id: string, readonly pseudo: string } | null, readonly details: ReadonlyArray<{ readonly name: string, readonly value: string }> } }> } };

export type VerifyAuditQueryVariables = Exact<{ [key: string]: never; }>;


export type VerifyAuditQuery = { readonly verifyAudit: { readonly ok: boolean, readonly checkedEvents: number, readonly fault: AuditFault | null, readonly fromNumber: number | null, readonly toNumber: number | null } };

export type DeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type DeleteAccountMutation = { readonly deleteAccount: boolean };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { readonly changePassword: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } } };

export type ConfirmPasswordMutationVariables = Exact<{
  password: string;
}>;


export type ConfirmPasswordMutation = { readonly confirmPassword: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } } };

export type Session_authFragment = { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } };

export type RefreshMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshMutation = { readonly refresh: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { readonly logout: boolean };

export type SignInMutationVariables = Exact<{
  input: LoginInput;
}>;


export type SignInMutation = { readonly login: { readonly auth: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } } | null } };

export type SignUpMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type SignUpMutation = { readonly register: { readonly confirmationSent: boolean, readonly auth: { readonly accessToken: string, readonly accessTokenExpiresAt: string, readonly user: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } } | null } };

export type DataExport_exportFragment = { readonly id: string, readonly status: JobStatus, readonly progress: number, readonly requestedAt: string, readonly keptUntil: string | null, readonly sizeBytes: number | null };

export type NewestDataExportQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestDataExportQuery = { readonly newest: { readonly id: string, readonly status: JobStatus, readonly progress: number, readonly requestedAt: string, readonly keptUntil: string | null, readonly sizeBytes: number | null } | null };

export type DataExportLinkQueryVariables = Exact<{
  id: string;
}>;


export type DataExportLinkQuery = { readonly dataExport: { readonly id: string, readonly downloadUrl: string | null } | null };

export type RequestDataExportMutationVariables = Exact<{ [key: string]: never; }>;


export type RequestDataExportMutation = { readonly requestDataExport: { readonly id: string, readonly status: JobStatus, readonly progress: number, readonly requestedAt: string, readonly keptUntil: string | null, readonly sizeBytes: number | null } };

export type CancelDataExportMutationVariables = Exact<{
  id: string;
}>;


export type CancelDataExportMutation = { readonly cancelDataExport: { readonly id: string, readonly status: JobStatus, readonly progress: number, readonly requestedAt: string, readonly keptUntil: string | null, readonly sizeBytes: number | null } };

export type ClaimInstanceMutationVariables = Exact<{
  token: string;
}>;


export type ClaimInstanceMutation = { readonly claimInstance: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } };

export type InstanceQueryVariables = Exact<{ [key: string]: never; }>;


export type InstanceQuery = { readonly instance: { readonly version: string, readonly registration: RegistrationMode, readonly passwordMinLength: number, readonly deletionGraceDays: number, readonly claimable: boolean } };

export type ReplayedSessions_sessionFragment = { readonly id: string, readonly deviceName: string, readonly ipAddress: string, readonly createdAt: string, readonly endedAt: string };

export type MyReplayedSessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyReplayedSessionsQuery = { readonly replayed: ReadonlyArray<{ readonly id: string, readonly deviceName: string, readonly ipAddress: string, readonly createdAt: string, readonly endedAt: string }> };

export type SessionList_sessionFragment = { readonly id: string, readonly deviceName: string, readonly ipAddress: string, readonly createdAt: string, readonly lastUsedAt: string, readonly expiresAt: string, readonly current: boolean };

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { readonly sessions: ReadonlyArray<{ readonly id: string, readonly deviceName: string, readonly ipAddress: string, readonly createdAt: string, readonly lastUsedAt: string, readonly expiresAt: string, readonly current: boolean }> };

export type EndSessionMutationVariables = Exact<{
  id: string;
}>;


export type EndSessionMutation = { readonly revokeSession: boolean };

export type EndOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndOtherSessionsMutation = { readonly logoutEverywhere: number };

export type TokenList_tokenFragment = { readonly id: string, readonly name: string, readonly prefix: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly lastUsedAt: string | null, readonly expiresAt: string | null };

export type MyApiTokensQueryVariables = Exact<{ [key: string]: never; }>;


export type MyApiTokensQuery = { readonly tokens: ReadonlyArray<{ readonly id: string, readonly name: string, readonly prefix: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly lastUsedAt: string | null, readonly expiresAt: string | null }> };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { readonly created: { readonly secret: string, readonly apiToken: { readonly id: string, readonly name: string, readonly prefix: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly lastUsedAt: string | null, readonly expiresAt: string | null } } };

export type RevokeApiTokenMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiTokenMutation = { readonly revokeApiToken: boolean };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { readonly updateProfile: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } };

export type Viewer_userFragment = { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly id: string, readonly pseudo: string, readonly email: string | null, readonly emailVerified: boolean, readonly bio: string | null, readonly locale: Locale, readonly role: string, readonly scopes: ReadonlyArray<string>, readonly createdAt: string, readonly updatedAt: string } | null };

export type PersonalDataForm_personalDataFragment = { readonly legalName: string | null, readonly birthDate: string | null, readonly phone: string | null, readonly addressLine: string | null, readonly postalCode: string | null, readonly city: string | null, readonly country: string | null, readonly taxId: string | null, readonly updatedAt: string | null };

export type MyPersonalDataQueryVariables = Exact<{ [key: string]: never; }>;


export type MyPersonalDataQuery = { readonly personalData: { readonly legalName: string | null, readonly birthDate: string | null, readonly phone: string | null, readonly addressLine: string | null, readonly postalCode: string | null, readonly city: string | null, readonly country: string | null, readonly taxId: string | null, readonly updatedAt: string | null } };

export type UpdatePersonalDataMutationVariables = Exact<{
  input: UpdatePersonalDataInput;
}>;


export type UpdatePersonalDataMutation = { readonly personalData: { readonly legalName: string | null, readonly birthDate: string | null, readonly phone: string | null, readonly addressLine: string | null, readonly postalCode: string | null, readonly city: string | null, readonly country: string | null, readonly taxId: string | null, readonly updatedAt: string | null } };

export type ReadingList_readingFragment = { readonly id: string, readonly at: string, readonly byYou: boolean, readonly changed: ReadonlyArray<string> };

export type MyPersonalDataReadingsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyPersonalDataReadingsQuery = { readonly readings: ReadonlyArray<{ readonly id: string, readonly at: string, readonly byYou: boolean, readonly changed: ReadonlyArray<string> }> };
