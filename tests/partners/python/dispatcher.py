"""The official Python SDK's dispatcher receives what the simulator pushes."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import lark_oapi as lark
from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse

from partner import Simulator, Tally

feishu, tally = Simulator(), Tally("python dispatcher")
app, seen = feishu.facts["app"], {}


def on_message(data):
    seen[data.event.message.message_id] = json.loads(lark.JSON.marshal(data.event))


def note(event_type):
    def on_event(data):
        seen[event_type] = json.loads(lark.JSON.marshal(data.event))

    return on_event


def on_press(data):
    seen[data.header.event_id] = json.loads(lark.JSON.marshal(data.event))
    toast = {"type": "info", "content": "好", "i18n": {"zh_cn": "好", "en_us": "fine"}}
    return P2CardActionTriggerResponse({"toast": toast})


dispatcher = (
    # Refusals are looked at here, not logged.
    lark.EventDispatcherHandler.builder(
        app["encrypt_key"], app["verification_token"], lark.LogLevel.CRITICAL
    )
    .register_p2_im_message_receive_v1(on_message)
    .register_p2_im_message_recalled_v1(note("im.message.recalled_v1"))
    .register_p2_vc_meeting_all_meeting_ended_v1(note("vc.meeting.all_meeting_ended_v1"))
    .register_p2_application_bot_menu_v6(note("application.bot.menu_v6"))
    .register_p2_card_action_trigger(on_press)
    .build()
)


class Webhook(BaseHTTPRequestHandler):
    """Hands raw requests to the SDK."""

    def do_POST(self):
        request = lark.RawRequest()
        request.uri, request.headers = self.path, self.headers
        request.body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = dispatcher.do(request)
        self.send_response(answer.status_code)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_):
        pass


def check(push):
    name, status, body, pushed = (push[key] for key in ("name", "status", "body", "pushed"))
    message_id = pushed.get("event", {}).get("message", {}).get("message_id")
    if "challenge" in pushed:
        tally.equal(f"{name} is answered", (status, json.loads(body)), (200, pushed))
    elif name.startswith("forgery"):
        tally.equal(f"{name} is refused", (status, message_id in seen), (500, False))
    elif pushed["header"]["event_type"] == "card.action.trigger":
        seen_event = seen.get(pushed["header"]["event_id"], {})
        for part in ("operator", "action", "context"):
            tally.equal(f"{name}: {part} arrives whole", seen_event.get(part), pushed["event"][part])
        tally.equal(f"{name} is answered with a toast", (push["toast"], push["error"]), ("fine", None))
    elif pushed["header"]["event_type"] in seen:
        tally.equal(f"{name} is taken", status, 200)
        tally.equal(f"{name} arrives whole", seen[pushed["header"]["event_type"]], pushed["event"])
    elif message_id:
        tally.equal(f"{name} is taken", status, 200)
        tally.equal(f"{name} arrives whole", seen.get(message_id), pushed["event"])
    else:
        # This SDK fails on types without a handler, once the event has been verified.
        tally.equal(
            f"{name} gets as far as the types", (status, "processor not found" in body), (500, True)
        )


with HTTPServer(("127.0.0.1", 0), Webhook) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for push in feishu.push_to(f"http://127.0.0.1:{server.server_port}/webhook"):
        check(push)
    server.shutdown()
feishu.stop()
tally.finish()
