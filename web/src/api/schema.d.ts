// Written by "npm run api:types" from the OpenAPI document of the routes. Not to be changed by hand.
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says that the API is up. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes room for a file that is to be sent.
         * @description For the roles owner, admin, agent.
         */
        post: operations["startUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A link to a file of a message. Files that a platform forbids to keep are linked where they are.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["openAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit trail of the workspace, the newest first. With filters a page may be short or empty and still have a next one.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/canned-replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspace's canned replies, in the order in which they were written.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["listCannedReplies"];
        put?: never;
        /**
         * Writes a canned reply for the whole workspace, which has at most 500.
         * @description For the roles owner, admin, agent.
         */
        post: operations["addCannedReply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/canned-replies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a canned reply. Owners and admins may remove others' as well.
         * @description For the roles owner, admin, agent.
         */
        delete: operations["removeCannedReply"];
        options?: never;
        head?: never;
        /**
         * Changes a canned reply; what is absent stays. Owners and admins may change others' as well.
         * @description For the roles owner, admin, agent.
         */
        patch: operations["changeCannedReply"];
        trace?: never;
    };
    "/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The connected platform accounts: state and health, never a token.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Connects a platform account: by credentials at once, otherwise by a consent at the platform.
         * @description For the roles owner, admin.
         */
        post: operations["connect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One connected platform account.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        /**
         * Disconnects: revokes at the platform, destroys tokens at once, keeps its data or asks for its erasure.
         * @description For the roles owner, admin.
         */
        delete: operations["disconnect"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/connections/{id}/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The accounts behind a consent, to choose from.
         * @description For the roles owner, admin.
         */
        get: operations["listAccountChoices"];
        put?: never;
        /**
         * Connects the chosen accounts. The first goes on under the id of the consent, unless it was connected before.
         * @description For the roles owner, admin.
         */
        post: operations["chooseAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations, newest activity first. With filters a page may be short or empty and still have a next one.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conversation.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes status, assignee, labels or snooze; what is absent stays.
         * @description For the roles owner, admin, agent.
         */
        patch: operations["changeConversation"];
        trace?: never;
    };
    "/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message to the customer, once. What the platform would refuse is refused here with 422 and the rule.
         * @description For the roles owner, admin, agent.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes a private note into the timeline; never sent anywhere.
         * @description For the roles owner, admin, agent.
         */
        post: operations["writeNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Marks the conversation as read up to an entry.
         * @description For the roles owner, admin, agent.
         */
        post: operations["markRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages, events and notes, newest first by the platform's time.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The profile of a customer, by the `customer.id` of a conversation.
         * @description For the roles owner, admin, agent.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Corrects a customer's name; the platform's no longer counts. Written to the audit trail, without the name.
         * @description For the roles owner, admin, agent.
         */
        patch: operations["correctCustomer"];
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed-in user, the workspace, and what the user may do.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes down the member's own choice of cookies in the console.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        post: operations["chooseCookies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works in the workspace: names for assignees and authors.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All consents that were taken down, the newest first.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["listConsents"];
        put?: never;
        /**
         * Takes down that a customer or a member agreed to something, or took it back.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All disclosures, the newest first.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["listDisclosures"];
        put?: never;
        /**
         * Takes down what an authority is given because the law asks for it. Whoever does it is the approver.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["recordDisclosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All legal holds that ever were, the newest first.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["listHolds"];
        put?: never;
        /**
         * Holds a customer, a conversation or the whole workspace back from erasure, with the legal basis.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["placeHold"];
        /**
         * Ends a legal hold. What it kept from an erasure does not come up again by itself.
         * @description For the roles owner, privacy_officer.
         */
        delete: operations["releaseHoldByQuery"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a legal hold. What it kept from an erasure does not come up again by itself.
         * @description For the roles owner, privacy_officer.
         */
        delete: operations["releaseHold"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Privacy requests of the workspace, the newest first.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["listPrivacyRequests"];
        put?: never;
        /**
         * Takes a request for access, correction or erasure. One for the same subject that is still open is given back. Whether the subject is known shows in nothing.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["openPrivacyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A privacy request: state, clock, evidence.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["getPrivacyRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agrees to a request. It runs as soon as it is verified.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["approvePrivacyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A link to what was exported for a request for access: for ten minutes, as often as wanted within the seven days that the archive is kept.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["getPrivacyArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed certificate of an erasure.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["getPrivacyCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a code into the conversation of the customer whom the request is about, good for ten minutes. Whether there is such a customer shows in nothing.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["sendPrivacyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the clock of a request stand, for a legal reason that goes on record.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["pausePrivacyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuses a request whose work has not begun, with the legal basis. Final.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["rejectPrivacyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the clock go on; the time due moves by as long as it stood.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["resumePrivacyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says how it is certain that whoever asks may ask: by the code, by an officer who looked into it, or by signing in again. The work begins at once.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["verifyPrivacyRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/support-access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All access that was ever granted to support, the newest first.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["listSupportAccess"];
        put?: never;
        /**
         * Lets the operator's support look into the workspace, for a day at most. It ends by itself.
         * @description For the roles owner.
         */
        post: operations["grantSupportAccess"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/realtime/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A ticket for one WebSocket on which you are told what changes.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        post: operations["makeRealtimeTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long data is kept, by platform and category, with caps and their sources.
         * @description For the roles owner, privacy_officer.
         */
        get: operations["getRetention"];
        /**
         * Chooses all rules anew; what is absent follows the default. A rule above a cap is refused. What is over by the new rules is not shown within a minute, and removed by the next sweep.
         * @description For the roles owner, privacy_officer.
         */
        put: operations["changeRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Counts what these rules would remove, and changes nothing. Of a large workspace it counts a part, and says so.
         * @description For the roles owner, privacy_officer.
         */
        post: operations["previewRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your own views and those that are shared, in the order in which they were made.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Saves a view, for yourself or shared. A workspace has at most 100, those of all members together.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        post: operations["addView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a view. Owners and admins may remove others' shared ones as well.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        delete: operations["removeView"];
        options?: never;
        head?: never;
        /**
         * Changes a view; what is absent stays. Owners and admins may change others' shared ones as well.
         * @description For the roles owner, admin, agent, privacy_officer.
         */
        patch: operations["changeView"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One of the accounts behind a consent. `unusable` says why it cannot be connected. */
        AccountChoice: {
            accountId: string;
            connectionId: string | null;
            displayName: string;
            surface: string;
            unusable: string | null;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        AccountChoicePage: {
            items: components["schemas"]["AccountChoice"][];
            nextCursor: string | null;
        };
        /** @description A link to a part of an archive, for ten minutes. All parts belong into one folder. */
        Archive: {
            /** Format: date-time */
            expiresAt: string;
            part: number;
            parts: number;
            /** Format: date-time */
            until: string;
            url: string;
        };
        /** @description Who did what, when and why; by its hash it hangs on the event before. */
        AuditEvent: {
            action: string;
            actor: {
                /** @constant */
                kind: "member";
                userId: string;
            } | {
                /** @enum {string} */
                kind: "function" | "platform";
                name: string;
            } | {
                /** @constant */
                kind: "operator";
            };
            /** Format: date-time */
            at: string;
            connectionId?: string;
            facts?: Record<string, never>;
            hash: string;
            id: string;
            /** @enum {string} */
            platform?: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
            reason: string;
            seq: number;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        AuditEventPage: {
            items: components["schemas"]["AuditEvent"][];
            nextCursor: string | null;
        };
        /** @description An answer that the shop gives again and again. Whoever sends it fills in the variables. */
        CannedReply: {
            id: string;
            ownerId: string;
            shortcut?: string;
            text: string;
            title: string;
            variables: ("customer.name" | "agent.name" | "shop.name")[];
            version: number;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        CannedReplyPage: {
            items: components["schemas"]["CannedReply"][];
            nextCursor: string | null;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        ChosenConnectionPage: {
            items: components["schemas"]["Connection"][];
            nextCursor: string | null;
        };
        /** @description The connection, or where to consent before there is one. */
        Connecting: components["schemas"]["Connection"] | components["schemas"]["Consent"];
        /** @description A platform account that the workspace connected. Never holds a token. */
        Connection: {
            accountId: string | null;
            /** Format: date-time */
            connectedAt: string;
            displayName: string;
            features: string[];
            grantedScopes: string[];
            health: {
                checkedAt: string | null;
                problem: string | null;
            };
            id: string;
            limits?: components["schemas"]["SendLimits"];
            /** @enum {string} */
            platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
            quota?: {
                /** Format: date-time */
                at: string;
                limit: number | null;
                used: number;
            };
            /** @enum {string} */
            state: "pending" | "connected" | "needs_reconnect" | "disconnected";
            tokenExpiresAt: string | null;
            webhookUrl: string;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        ConnectionPage: {
            items: components["schemas"]["Connection"][];
            nextCursor: string | null;
        };
        /** @description The merchant has to consent at the platform: open `authorizeUrl` in the browser that got this answer, within ten minutes. */
        Consent: {
            authorizeUrl: string;
            id: string;
        };
        /** @description What a customer or a member agreed to, or took back. The latest of the same person and matter holds. */
        ConsentRecord: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @enum {string} */
            how: "console" | "conversation" | "form" | "telephone" | "in_person" | "paper";
            id: string;
            /** @enum {string} */
            state: "given" | "withdrawn";
            what: {
                /** @enum {string} */
                purpose: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            } | {
                /** @enum {string} */
                cookies: "essential" | "statistics";
            };
            who: {
                customerId: string;
            } | {
                memberId: string;
            };
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        ConsentRecordPage: {
            items: components["schemas"]["ConsentRecord"][];
            nextCursor: string | null;
        };
        /** @description A conversation with a customer, a group, or below a post. */
        Conversation: {
            accountId: string;
            assigneeId: string | null;
            connectionId: string;
            customer: {
                displayName: string | null;
                id: string;
                platformUserId: string | null;
            };
            group?: {
                /** @enum {string} */
                kind: "group" | "room";
                platformId: string;
            };
            id: string;
            labels: string[];
            /** Format: date-time */
            lastActivityAt: string;
            /** @enum {string} */
            platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
            preview: {
                /** @enum {string} */
                direction: "inbound" | "outbound";
                /** @enum {string} */
                kind: "text" | "image" | "video" | "audio" | "file" | "sticker" | "location" | "product" | "order" | "voucher" | "template" | "story_mention" | "story_reply" | "share" | "comment" | "unsupported" | "event";
                text: string | null;
            };
            replyWindow: {
                closesAt: string | null;
                /** @enum {string} */
                cost?: "free" | "paid";
                reason?: string;
                /** @enum {string} */
                state: "open" | "human_only" | "closed" | "unlimited";
            };
            revision: number;
            /** Format: date-time */
            snoozedUntil?: string;
            /** @enum {string} */
            status: "open" | "snoozed" | "closed";
            thread?: {
                /** @constant */
                kind: "comment";
                platformId: string;
            };
            unreadCount: number;
            version: number;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        ConversationPage: {
            items: components["schemas"]["Conversation"][];
            nextCursor: string | null;
        };
        /** @description The other side of a conversation. `correctedAt` is there when a member corrected the name. */
        Customer: {
            connectionId: string;
            conversationId: string;
            /** Format: date-time */
            correctedAt?: string;
            displayName: string | null;
            id: string;
            /** @enum {string} */
            platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
            platformUserId: string | null;
        };
        /** @description What an authority was given because the law asks for it: whose data and of what kinds, never the data. */
        Disclosure: {
            approvedBy: string;
            /** Format: date-time */
            at: string;
            authority: string;
            categories: ("identity" | "contact" | "content" | "platform_id" | "reference" | "credential" | "key" | "usage" | "record" | "setting" | "technical")[];
            id: string;
            legalBasis: string;
            scope: {
                conversationIds?: string[];
                customerIds?: string[];
                memberIds?: string[];
                /** @constant */
                workspace?: true;
            };
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        DisclosurePage: {
            items: components["schemas"]["Disclosure"][];
            nextCursor: string | null;
        };
        /** @description The connection as it was left, and what remains to do by hand at the platform; null = nothing. */
        Disconnected: {
            accountId: string | null;
            byHand: {
                en: string;
                th: string;
            } | null;
            /** Format: date-time */
            connectedAt: string;
            displayName: string;
            features: string[];
            grantedScopes: string[];
            health: {
                checkedAt: string | null;
                problem: string | null;
            };
            id: string;
            limits?: components["schemas"]["SendLimits"];
            /** @enum {string} */
            platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
            quota?: {
                /** Format: date-time */
                at: string;
                limit: number | null;
                used: number;
            };
            /** @enum {string} */
            state: "pending" | "connected" | "needs_reconnect" | "disconnected";
            tokenExpiresAt: string | null;
            webhookUrl: string;
        };
        /** @description Why a request failed. `code` is stable, `message` is for people. */
        Error: {
            error: {
                code: string;
                details?: string[];
                message: string;
            };
        };
        /** @description The function is up. */
        Health: {
            /** @constant */
            status: "ok";
        };
        /** @description What may not be erased for now, and why. */
        Hold: {
            basis: string;
            by: string;
            id: string;
            /** Format: date-time */
            placedAt: string;
            releasedAt: string | null;
            releasedBy: string | null;
            target: {
                customerId: string;
            } | {
                conversationId: string;
            } | {
                /** @constant */
                workspace: true;
            };
            until: string | null;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        HoldPage: {
            items: components["schemas"]["Hold"][];
            nextCursor: string | null;
        };
        /** @description The signed-in user, the workspace, and what the user may do. */
        Me: {
            permissions: string[];
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "privacy_officer";
            user: {
                email: string | null;
                id: string;
                name: string | null;
            };
            workspace: {
                id: string;
                /** @enum {string} */
                locale: "th" | "en";
                name: string;
            };
        };
        /** @description Somebody who works in the workspace. */
        Member: {
            email?: string | null;
            id: string;
            name: string | null;
            /** @enum {string} */
            role: "owner" | "admin" | "agent" | "privacy_officer";
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        MemberPage: {
            items: components["schemas"]["Member"][];
            nextCursor: string | null;
        };
        /** @description A message. A deleted one stays, without its content. */
        Message: {
            attachments: {
                id: string;
                /** @enum {string} */
                kind: "image" | "video" | "audio" | "file" | "sticker";
                mimeType?: string;
                name?: string;
                reason?: string;
                size?: number;
                /** @enum {string} */
                state: "pending" | "stored" | "failed" | "expired";
                /** @constant */
                thumbnail?: true;
            }[];
            author: {
                id?: string;
                name?: string;
                /** @enum {string} */
                type: "customer" | "agent" | "bot" | "external";
            };
            conversationId: string;
            data: Record<string, never>;
            /** Format: date-time */
            deletedAt?: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** Format: date-time */
            editedAt?: string;
            failure?: {
                code: string;
                message: string;
                messageTh: string;
                retryable: boolean;
            };
            id: string;
            /** @enum {string} */
            kind: "text" | "image" | "video" | "audio" | "file" | "sticker" | "location" | "product" | "order" | "voucher" | "template" | "story_mention" | "story_reply" | "share" | "comment" | "unsupported";
            platformMessageId: string;
            reactions: {
                by: string;
                emoji: string;
            }[];
            /** Format: date-time */
            receivedAt: string;
            replyToPlatformMessageId?: string;
            /** Format: date-time */
            sentAt: string;
            /** @enum {string} */
            state: "received" | "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown";
            text: string | null;
            /** @constant */
            type: "message";
        };
        /** @description A private remark of an agent; never sent anywhere. */
        Note: {
            /** Format: date-time */
            at: string;
            authorId: string;
            conversationId: string;
            id: string;
            text: string;
            /** @constant */
            type: "note";
        };
        /** @description Where a file is, for at most five minutes. */
        OpenedAttachment: {
            /** Format: date-time */
            expiresAt: string;
            mimeType: string | null;
            size: number | null;
            url: string;
        };
        /** @description What somebody wants done with personal data, how far it is, and by when it has to be done. */
        PrivacyRequest: {
            certificate?: {
                url: string;
            };
            completedAt: string | null;
            correction?: {
                displayName: string;
            };
            decision: {
                /** Format: date-time */
                at: string;
                by: string;
                legalBasis: string | null;
                /** @enum {string} */
                outcome: "approved" | "rejected";
            } | null;
            /** Format: date-time */
            dueAt: string;
            id: string;
            pauses: {
                /** Format: date-time */
                from: string;
                ground: string;
                until: string | null;
            }[];
            reason?: string;
            /** Format: date-time */
            receivedAt: string;
            /** @enum {string} */
            source: "meta_callback" | "meta_list" | "deauthorization" | "disconnect" | "member" | "person" | "closing";
            /** @enum {string} */
            state: "received" | "verifying" | "verified" | "held" | "running" | "verifying_erasure" | "completed" | "rejected" | "failed";
            steps: {
                /** Format: date-time */
                at: string;
                counts: Record<string, never>;
                name: string;
                state: string;
            }[];
            subject: {
                customerId: string;
            } | {
                connectionId: string;
                platformUserId: string | null;
            } | {
                /** @constant */
                workspace: true;
            } | {
                memberId: string;
            } | {
                connectionId: string;
            };
            /** @enum {string} */
            type: "access" | "correct" | "erase";
            verification: {
                /** Format: date-time */
                at: string;
                by?: string;
                ground?: string;
                /** @enum {string} */
                method: "platform" | "code" | "officer" | "signed_in";
            } | null;
            verifiedAt: string | null;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        PrivacyRequestPage: {
            items: components["schemas"]["PrivacyRequest"][];
            nextCursor: string | null;
        };
        /** @description What the workspace chose about how long data is kept, and what holds: for each platform and category days, the cap that no choice can pass, and where both come from. */
        Retention: {
            changedAt: string | null;
            effective: {
                cap: number;
                /** @enum {string} */
                category: "messages" | "files" | "events" | "notes" | "profiles" | "conversations";
                chosen: boolean;
                days: number;
                default: number;
                /** @enum {string} */
                platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
                source: string;
            }[];
            fixed: {
                /** @enum {string} */
                category: "parked" | "audit" | "requests";
                days: number | null;
                source: string;
            }[];
            rules: {
                /** @enum {string} */
                category: "messages" | "files" | "events" | "notes" | "profiles" | "conversations";
                days: number;
                platform: ("facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok") | null;
            }[];
            version: number;
        };
        /** @description What these rules would remove with the next sweep. Where it is not complete, each count means "at least". */
        RetentionPreview: {
            complete: boolean;
            counts: {
                /** @enum {string} */
                category: "messages" | "files" | "events" | "notes" | "profiles" | "conversations";
                count: number;
                /** @enum {string} */
                platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
            }[];
        };
        /** @description What the platform takes from a merchant; a kind that is absent cannot be sent. `unit` is how the platform counts. */
        SendLimits: {
            audio?: {
                maxBytes: number;
                mimeTypes: string[];
            };
            file?: {
                maxBytes: number;
                mimeTypes: string[];
            };
            image?: {
                maxBytes: number;
                mimeTypes: string[];
            };
            text: {
                max: number;
                /** @enum {string} */
                unit: "utf16" | "utf8_bytes" | "characters";
            };
            video?: {
                maxBytes: number;
                mimeTypes: string[];
            };
        };
        /** @description The certificate of an erasure, with the signature over it as JSON with sorted names and no spaces. `npm run certificate:verify FILE` checks it. */
        SignedCertificate: {
            certificate: {
                /** Format: date-time */
                completedAt: string;
                erased: Record<string, never>;
                /** Format: date-time */
                erasedAt: string;
                exceptions: {
                    basis: string;
                    what: string;
                }[];
                id: string;
                keyMaterial: {
                    backupDays: number;
                    memorySeconds: number;
                    recoveryDays: number;
                };
                proof: {
                    /** @constant */
                    found: 0;
                    rounds: number;
                    scanned: Record<string, never>;
                };
                /** Format: date-time */
                receivedAt: string;
                requestId: string;
                steps: {
                    /** Format: date-time */
                    at: string;
                    name: string;
                }[];
                /** @enum {string} */
                subject: "customer" | "member" | "connection" | "workspace";
                verifiedAt: string | null;
                /** @constant */
                version: 1;
                workspaceId: string;
            };
            signature: {
                /** @constant */
                algorithm: "ECDSA_SHA_256";
                keyId: string;
                value: string;
            };
        };
        /** @description That the operator's support may look into the workspace until then. */
        SupportAccess: {
            /** Format: date-time */
            at: string;
            grantedBy: string;
            id: string;
            reason: string;
            /** Format: date-time */
            until: string;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        SupportAccessPage: {
            items: components["schemas"]["SupportAccess"][];
            nextCursor: string | null;
        };
        /** @description Opens one socket, once, within a minute: `{url}?ticket={ticket}`. */
        Ticket: {
            /** Format: date-time */
            expiresAt: string;
            ticket: string;
            url: string;
        };
        /** @description An entry of a conversation. */
        TimelineEntry: components["schemas"]["Message"] | components["schemas"]["TimelineEvent"] | components["schemas"]["Note"];
        /** @description Something that happened in a conversation and is not a message. */
        TimelineEvent: {
            /** Format: date-time */
            at: string;
            conversationId: string;
            data: Record<string, never>;
            event: string;
            id: string;
            text?: string;
            /** @constant */
            type: "event";
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        TimelinePage: {
            items: components["schemas"]["TimelineEntry"][];
            nextCursor: string | null;
        };
        /** @description Where to send a file to, once, with exactly these headers; good for ten minutes. `id` is the `attachmentId` of the message that is to send it. */
        UploadTicket: {
            headers: Record<string, never>;
            id: string;
            /** @constant */
            method: "PUT";
            uploadUrl: string;
        };
        /** @description A list of conversations that a member saved: a filter with a name. */
        View: {
            filter: {
                assigneeId?: string;
                connectionId?: string;
                label?: string;
                /** @enum {string} */
                platform?: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
                q?: string;
                /** @enum {string} */
                status?: "open" | "snoozed" | "closed";
            };
            id: string;
            name: string;
            ownerId: string;
            shared: boolean;
            version: number;
        };
        /** @description A page; `nextCursor` as `?cursor=` leads to the next one. */
        ViewPage: {
            items: components["schemas"]["View"][];
            nextCursor: string | null;
        };
    };
    responses: {
        /** @description Any other failure; 503 may be tried again. */
        Failure: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Your role may not do this, or you are a member of no workspace. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The request breaks a rule; `details` names each field and what is allowed. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no such thing in your workspace. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than 64 KB. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No token, or not a good one. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    startUpload: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    mimeType: "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/heic" | "image/avif" | "video/mp4" | "video/3gpp" | "video/quicktime" | "video/webm" | "video/ogg" | "audio/mp4" | "audio/mpeg" | "audio/aac" | "audio/amr" | "audio/ogg" | "audio/wav" | "audio/webm" | "application/pdf" | "application/zip" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "text/plain";
                    name: string;
                    /** @description Bytes, at most 25 MB. */
                    size: number;
                };
            };
        };
        responses: {
            /** @description Where to send the file to. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadTicket"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    openAttachment: {
        parameters: {
            query?: {
                /** @description `thumbnail`: a JPEG of at most 320 pixels on its long side. Absent: the file. */
                variant?: "original" | "thumbnail";
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedAttachment"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description Such as `token.open`. */
                action?: string;
                /** @description A member's user id, the name of a function or platform, or `operator`. */
                actor?: string;
                /** @description Only what happened before. */
                before?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    listCannedReplies: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedReplyPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    addCannedReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What agents type to find it; need not be the only one. */
                    shortcut?: string;
                    /** @description May hold {{customer.name}}, {{agent.name}}, {{shop.name}}, and no other variable. */
                    text: string;
                    title: string;
                };
            };
        };
        responses: {
            /** @description The canned reply. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedReply"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    removeCannedReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The canned reply as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedReply"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    changeCannedReply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` that you saw. Without it: 428; if it is another by now: 409. */
                "if-match"?: string;
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Null: none any more. */
                    shortcut?: string | null;
                    /** @description May hold {{customer.name}}, {{agent.name}}, {{shop.name}}, and no other variable. */
                    text?: string;
                    title?: string;
                };
            };
        };
        responses: {
            /** @description The canned reply, with its new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedReply"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listConnections: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of connections. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    connect: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    credentials?: {
                        [key: string]: string | number;
                    };
                    features: ("inbox" | "comments" | "orders" | "products" | "profiles")[];
                    login?: string;
                    /** @enum {string} */
                    platform: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
                    surface?: string;
                };
            };
        };
        responses: {
            /** @description The connection, or where to consent; with a cookie that the return demands. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connecting"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    disconnect: {
        parameters: {
            query?: {
                data?: "keep" | "erase";
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection as it was left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disconnected"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    listAccountChoices: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountChoicePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    chooseAccounts: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountIds: string[];
                };
            };
        };
        responses: {
            /** @description The connections, in the order asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChosenConnectionPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @description A user id; `none`: assigned to nobody. */
                assigneeId?: string;
                connectionId?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                label?: string;
                /** @description How many at most. */
                limit?: number;
                platform?: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
                /** @description Part of the customer's name or of the preview, in any case. */
                q?: string;
                /** @description Only these; absent: all. */
                status?: "open" | "snoozed" | "closed";
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of conversations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    changeConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` that you saw. Without it: 428; if it is another by now: 409. */
                "if-match"?: string;
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description A user id of a member; null: nobody. */
                    assigneeId?: string | null;
                    /** @description All of them, not only the new ones. */
                    labels?: string[];
                    /** @description Only with the status `snoozed`, within a year. Absent or null: until the customer writes. */
                    snoozedUntil?: string | null;
                    /** @enum {string} */
                    status?: "open" | "snoozed" | "closed";
                };
            };
        };
        responses: {
            /** @description The conversation, with its new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    attachmentId?: string;
                    /** @enum {string} */
                    kind: "text" | "image" | "video" | "audio" | "file";
                    /** @description The newest entry that the writer has seen: 409 when somebody has answered since. */
                    lastSeenEntryId?: string;
                    text?: string;
                };
            };
        };
        responses: {
            /** @description The message, on its way. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    writeNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key, by the same member, gives the note that it gave first. */
                "idempotency-key"?: string;
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                };
            };
        };
        responses: {
            /** @description The note. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    markRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Id of an entry; absent: the newest. */
                    upTo?: string;
                };
            };
        };
        responses: {
            /** @description The conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    correctCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName: string;
                    /** @enum {string} */
                    reason: "customer_request" | "typing_error" | "other";
                };
            };
        };
        responses: {
            /** @description The customer, with the new name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    chooseCookies: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    cookies: "essential" | "statistics";
                    /** @enum {string} */
                    state: "given" | "withdrawn";
                };
            };
        };
        responses: {
            /** @description The record. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRecord"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of members, in the order of their ids. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    listConsents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRecordPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    recordConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    cookies?: "essential" | "statistics";
                    customerId?: string;
                    /** @enum {string} */
                    how: "console" | "conversation" | "form" | "telephone" | "in_person" | "paper";
                    memberId?: string;
                    /** @enum {string} */
                    purpose?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
                    /** @enum {string} */
                    state: "given" | "withdrawn";
                };
            };
        };
        responses: {
            /** @description The record. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentRecord"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listDisclosures: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosurePage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    recordDisclosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The office that asked, without names of people. */
                    authority: string;
                    categories: ("identity" | "contact" | "content" | "platform_id" | "reference" | "credential" | "key" | "usage" | "record" | "setting" | "technical")[];
                    legalBasis: string;
                    scope: {
                        conversationIds?: string[];
                        customerIds?: string[];
                        memberIds?: string[];
                        /** @constant */
                        workspace?: true;
                    };
                };
            };
        };
        responses: {
            /** @description The record. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listHolds: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    placeHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    basis: string;
                    conversationId?: string;
                    customerId?: string;
                    /** @description When it ends by itself; absent or null: when somebody releases it. */
                    until?: string | null;
                    /** @constant */
                    workspace?: true;
                };
            };
        };
        responses: {
            /** @description The hold. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    releaseHoldByQuery: {
        parameters: {
            query: {
                id: string;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hold as it was left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    releaseHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hold as it was left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    listPrivacyRequests: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequestPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    openPrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For the type `correct`, and only for that. */
                    correction?: {
                        displayName: string;
                    };
                    /** @description In the words of whoever asks; kept sealed, and gone with the request. */
                    reason?: string;
                    subject: {
                        customerId: string;
                    } | {
                        connectionId: string;
                        platformUserId: string;
                    } | {
                        /** @constant */
                        workspace: true;
                    } | {
                        memberId: string;
                    } | {
                        connectionId: string;
                    };
                    /** @enum {string} */
                    type: "access" | "correct" | "erase";
                };
            };
        };
        responses: {
            /** @description The request. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    getPrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    approvePrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    legalBasis?: string;
                };
            };
        };
        responses: {
            /** @description The request as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    getPrivacyArchive: {
        parameters: {
            query?: {
                /** @description Which part of the archive. */
                part?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Archive"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    getPrivacyCertificate: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedCertificate"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    sendPrivacyCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request as it is now. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    pausePrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ground: string;
                };
            };
        };
        responses: {
            /** @description The request as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    rejectPrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    legalBasis: string;
                };
            };
        };
        responses: {
            /** @description The request as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    resumePrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    verifyPrivacyRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description With `code`: what was sent into the conversation. */
                    code?: string;
                    /** @description With `officer`: what the officer went by. */
                    ground?: string;
                    /** @enum {string} */
                    method: "officer" | "code" | "signed_in";
                };
            };
        };
        responses: {
            /** @description The request as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyRequest"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listSupportAccess: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportAccessPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    grantSupportAccess: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description The record. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportAccess"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    makeRealtimeTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Good for one socket, within a minute. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was chosen, and what holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    changeRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` that you saw. Without it: 428; if it is another by now: 409. */
                "if-match"?: string;
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: {
                        /** @enum {string} */
                        category: "messages" | "files" | "events" | "notes" | "profiles" | "conversations";
                        days: number;
                        platform: ("facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok") | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description What was chosen, and what holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    previewRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rules: {
                        /** @enum {string} */
                        category: "messages" | "files" | "events" | "notes" | "profiles" | "conversations";
                        days: number;
                        platform: ("facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok") | null;
                    }[];
                };
            };
        };
        responses: {
            /** @description Counts by platform and category. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPreview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    listViews: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Failure"];
        };
    };
    addView: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter: {
                        /** @description A user id; `none`: assigned to nobody. */
                        assigneeId?: string;
                        connectionId?: string;
                        label?: string;
                        /** @enum {string} */
                        platform?: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
                        q?: string;
                        /** @enum {string} */
                        status?: "open" | "snoozed" | "closed";
                    };
                    name: string;
                    /**
                     * @description For the whole workspace.
                     * @default false
                     */
                    shared?: boolean;
                };
            };
        };
        responses: {
            /** @description The view. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: {
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Failure"];
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `version` that you saw. Without it: 428; if it is another by now: 409. */
                "if-match"?: string;
                /** @description What personal data is read for; any other purpose is refused and recorded. */
                "x-kaojai-purpose"?: "inbox" | "support" | "automation" | "analytics" | "administration" | "privacy_request" | "security";
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description As a whole. */
                    filter?: {
                        /** @description A user id; `none`: assigned to nobody. */
                        assigneeId?: string;
                        connectionId?: string;
                        label?: string;
                        /** @enum {string} */
                        platform?: "facebook" | "instagram" | "lazada" | "line" | "shopee" | "tiktok";
                        q?: string;
                        /** @enum {string} */
                        status?: "open" | "snoozed" | "closed";
                    };
                    name?: string;
                    shared?: boolean;
                };
            };
        };
        responses: {
            /** @description The view, with its new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Failure"];
        };
    };
}
