// Names of headers as Microsoft's documentation prints them.
// Not portable to Windows: the file names of mingw-w64 are case-sensitive.
#include <Windows.h>
#include <WinDef.h>
#include <WinNT.h>
#include <WinBase.h>
#include <WinError.h>
#include <WinNls.h>
#include <Winhttp.h>
#include <WinInet.h>
#include <ObjBase.h>
#include <Objbase.h>
#include <CombaseApi.h>
#include <Unknwn.h>
#include <OleAuto.h>
#include <Ole2.h>
#include <OAIdl.h>
#include <ObjIdl.h>
#include <WTypes.h>
#include <Rpc.h>
#include <RpcNdr.h>
#include <SDKDDKVer.h>
#include <Specstrings.h>
#include <InitGuid.h>
#include <Guiddef.h>
#include <BaseTsd.h>
#include <Bits.h>
#include <Bits1_5.h>
#include <Bits2_0.h>
#include <Bits2_5.h>
#include <Bits3_0.h>
#include <Bits4_0.h>
#include <Bits5_0.h>
#include <Bits10_1.h>
#include <Bits10_2.h>
#include <Bits10_3.h>
#include <BitsMsg.h>
#include <Bitsmsg.h>
#include <BitsCfg.h>
#include <AtlBase.h>
#include <AtlComCli.h>
#include <Wrl.h>
#include <Qmgr.h>

int main() {
    return !IsEqualGUID(CLSID_BackgroundCopyManager10_3, CLSID_BackgroundCopyManager10_3);
}
