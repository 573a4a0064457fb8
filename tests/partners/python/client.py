"""The official Python SDK's client calls the simulator: what it accepts, and what it refuses."""

import json
import uuid

import lark_oapi as lark
from lark_oapi.api.auth.v3 import (
    InternalTenantAccessTokenRequest,
    InternalTenantAccessTokenRequestBody,
)
from lark_oapi.api.im.v1 import (
    CreateMessageRequest,
    CreateMessageRequestBody,
    DeleteMessageRequest,
    GetChatRequest,
    GetMessageRequest,
    PatchMessageRequest,
    PatchMessageRequestBody,
    ReplyMessageRequest,
    ReplyMessageRequestBody,
)
from lark_oapi.api.vc.v1 import (
    GetMeetingListRequest,
    GetParticipantListRequest,
    GetParticipantQualityListRequest,
)

from misfits import misfits
from partner import Simulator, Tally

# The SDK's only habit that the documentation does not allow, and that Feishu lets pass.
HABIT = (
    "/open-apis/auth/v3/tenant_access_token/internal: "
    "the body's Content-Type is not application/json"
)

feishu, tally = Simulator(), Tally("python client")
app, meeting = feishu.facts["app"], feishu.facts["meeting"]
window = {
    "meeting_start_time": meeting["start"],
    "meeting_end_time": meeting["end"],
    "meeting_no": meeting["no"],
}
stay = {
    **window,
    "join_time": meeting["join"],
    "user_id": meeting["user_id"],
    "user_id_type": "open_id",
}


def client():
    builder = lark.Client.builder().domain(feishu.facts["base_url"]).timeout(10)
    return builder.app_id(app["app_id"]).app_secret(app["app_secret"])


official = client().build()
vc, im = official.vc.v1, official.im.v1


def built(request, **fields):
    """A request or body of the SDK with these fields set."""
    builder = request.builder()
    for name, value in fields.items():
        getattr(builder, name)(value)
    return builder.build()


def token(secret):
    body = built(InternalTenantAccessTokenRequestBody, app_id=app["app_id"], app_secret=secret)
    request = built(InternalTenantAccessTokenRequest, request_body=body)
    return official.auth.v3.tenant_access_token.internal(request)


def quality(**changes):
    return vc.participant_quality_list.get(
        built(GetParticipantQualityListRequest, **{**stay, **changes})
    )


def card(content, **more):
    body = {"elements": [{"tag": "markdown", "content": content, **more}]}
    return {
        "schema": "2.0",
        "header": {"title": {"tag": "plain_text", "content": "会议质量"}},
        "body": body,
    }


def reply(msg_type, content, **fields):
    body = built(ReplyMessageRequestBody, msg_type=msg_type, content=json.dumps(content), **fields)
    return im.message.reply(
        built(ReplyMessageRequest, message_id=feishu.facts["message_id"], request_body=body)
    )


def patch(message_id, content):
    body = built(PatchMessageRequestBody, content=json.dumps(content))
    return im.message.patch(built(PatchMessageRequest, message_id=message_id, request_body=body))


def accepted(what, answer):
    """The answer's data, once it is clear that the SDK understands all of it."""
    seen = (answer.raw.status_code, answer.code, answer.msg)
    tally.check(f"{what} is accepted", answer.success(), seen)
    raw = json.loads(answer.raw.content)
    if answer.success() and raw.get("data"):
        found = sorted(set(misfits(type(answer)._types["data"], raw["data"])))
        tally.equal(f"{what}: the SDK knows every field and its type", found, [])
        return answer.data
    return None


def refused(what, answer, status, code):
    tally.equal(
        f"{what} is refused with {code}", (answer.raw.status_code, answer.code), (status, code)
    )


def check_token():
    refused("a wrong secret", token("wrong"), 200, 10015)
    first, second = (json.loads(token(app["app_secret"]).raw.content) for _ in range(2))
    expire = first["expire"]
    tally.check("a token lives two hours", expire in (7199, 7200), expire)
    tally.equal(
        "a young token is given out again",
        second["tenant_access_token"],
        first["tenant_access_token"],
    )


def check_meeting():
    asked = {
        "start_time": meeting["start"],
        "end_time": meeting["end"],
        "meeting_no": meeting["no"],
    }
    found = accepted("meeting_list", vc.meeting_list.get(built(GetMeetingListRequest, **asked)))
    seen = [(row.meeting_id, row.meeting_topic) for row in found.meeting_list]
    tally.equal("meeting_list: number and topic", seen, [(meeting["no"], meeting["topic"])])

    asked = {**window, "user_id": meeting["user_id"], "user_id_type": "open_id"}
    found = accepted(
        "participant_list", vc.participant_list.get(built(GetParticipantListRequest, **asked))
    )
    tally.equal(
        "participant_list: the person",
        [row.user_id for row in found.participants],
        [meeting["user_id"]],
    )


def check_quality():
    minutes, sizes, page = [], [], {}
    while True:
        found = accepted(f"quality page {len(sizes) + 1}", quality(page_size=100, **page))
        minutes += found.participant_quality_list
        sizes.append(len(found.participant_quality_list))
        page = {"page_token": found.page_token}
        if not found.has_more:
            break
    tally.equal("quality: pages of 100 and the rest", sizes, [100, meeting["minutes"] - 100])
    times = {minute.network.time for minute in minutes}
    tally.equal("quality: every minute once", len(times), meeting["minutes"])
    last = minutes[-1]
    sections = [
        last.network.packet_loss_max_received,
        last.audio.jitter_received,
        last.video.framerate_received,
        last.cpu_usage.client_avg_cpu_usage,
    ]
    tally.check(
        "quality: typed values in each section",
        all(isinstance(one, str) for one in sections),
        sections,
    )


def check_messages():
    accepted("a text reply", reply("text", {"text": "会议质量 🙂"}))
    once = uuid.uuid4().hex
    sent = accepted("a card reply", reply("interactive", card("working"), uuid=once))
    again = accepted("the same uuid", reply("interactive", card("working"), uuid=once))
    tally.equal("the same uuid sends once", again.message_id, sent.message_id)
    tally.equal("a reply names its parent", sent.parent_id, feishu.facts["message_id"])
    accepted("a patch of the card", patch(sent.message_id, card("done")))

    refused("a patch back to card 1.0", patch(sent.message_id, {"elements": []}), 400, 230099)
    refused("an unknown card property", reply("interactive", card("x", colour="red")), 400, 230099)
    refused("a uuid of 51 characters", reply("text", {"text": "x"}, uuid="u" * 51), 400, 99992402)
    refused("content that is no object", reply("text", "x"), 400, 230001)
    refused("a patch of an unknown message", patch("om_unknown", card("x")), 400, 99992354)
    unscoped = im.message.get(built(GetMessageRequest, message_id=sent.message_id))
    refused("a call without its scope", unscoped, 400, 99991672)


def check_recall():
    chat_id, name = feishu.facts["chat"]["chat_id"], feishu.facts["chat"]["name"]
    body = built(
        CreateMessageRequestBody,
        receive_id=chat_id,
        msg_type="interactive",
        content=json.dumps(card("gone soon")),
    )
    asked = built(CreateMessageRequest, receive_id_type="chat_id", request_body=body)
    sent = accepted("a card into a chat", im.message.create(asked))
    removal = built(DeleteMessageRequest, message_id=sent.message_id)
    accepted("taking a message of our own back", im.message.delete(removal))
    refused("taking it back again", im.message.delete(removal), 400, 230110)

    def chat(chat_id):
        return im.chat.get(built(GetChatRequest, chat_id=chat_id))

    told = accepted("a chat", chat(chat_id))
    seen = (told.chat_mode, told.name, told.external)
    tally.equal("a chat: mode, name, outsiders", seen, ("group", name, False))
    external = accepted("an external chat", chat(feishu.facts["external_group"]))
    tally.equal("an external chat says so", external.external, True)
    refused("a chat that is none", chat("oc_nowhere"), 400, 232006)


def ephemeral(what, body):
    """The SDK has no method for these two."""
    request = lark.BaseRequest.builder().http_method(lark.HttpMethod.POST)
    request = request.uri(f"/open-apis/ephemeral/v1/{what}").body(body)
    request = request.token_types({lark.AccessTokenType.TENANT})
    request = request.headers({"Content-Type": "application/json; charset=utf-8"})
    answer = official.request(request.build())
    # The SDK leaves the codes of raw requests to their caller.
    answer.code = json.loads(answer.raw.content)["code"]
    return answer


def check_ephemeral():
    facts = feishu.facts

    def to(open_id, chat_id=facts["chat"]["chat_id"], **more):
        shown = {"msg_type": "interactive", "card": card("only you", **more)}
        return ephemeral("send", {"chat_id": chat_id, "open_id": open_id, **shown})

    sent = to(facts["viewer"])
    tally.equal("a card for one person is accepted", sent.code, 0)
    removal = {"message_id": json.loads(sent.raw.content)["data"]["message_id"]}
    tally.equal("its deletion is accepted", ephemeral("delete", removal).code, 0)
    refused("deleting it again", ephemeral("delete", removal), 400, 18051)
    translated = to(facts["viewer"], i18n_content={"en_us": "hello"})
    refused("a card for one person in two languages", translated, 400, 230099)
    outside = to(facts["outsider"], facts["external_group"])
    refused("a card for somebody outside", outside, 400, 230002)


def check_refusals():
    refused("a meeting number of five digits", quality(meeting_no="12345"), 400, 126004)
    refused("a meeting nobody held", quality(meeting_no="987654321"), 400, 126009)
    refused("a join time nobody joined at", quality(join_time=meeting["join"] + 1), 400, 126010)
    refused("a person and a room together", quality(room_id=meeting["room_id"]), 400, 126007)
    refused("a page of 19", quality(page_size=19), 400, 121003)
    refused("a page of 101", quality(page_size=101), 400, 121003)
    refused(
        "a window that ends before it starts",
        quality(meeting_end_time=meeting["start"] - 1),
        400,
        126006,
    )
    stranger = lark.RequestOption.builder().tenant_access_token("t-g1unknown").build()
    asked = built(GetParticipantQualityListRequest, **stay)
    answer = (
        client().enable_set_token(True).build().vc.v1.participant_quality_list.get(asked, stranger)
    )
    refused("an unknown bearer token", answer, 400, 99991663)


for check in (
    check_token,
    check_meeting,
    check_quality,
    check_messages,
    check_recall,
    check_ephemeral,
    check_refusals,
):
    check()
tally.equal("accepted calls are odd in one known way", set(feishu.stop()), {HABIT})
tally.finish()
