/**
 * `bitscfg.h`: administration of uploads on an IIS server. It is declared for completeness: no
 * object has these interfaces here.
 *
 * Rendered from src/abi/bitscfg.rs by build.rs; change it there.
 */
#ifdef _WIN32
#pragma GCC system_header
#include_next <bitscfg.h>
#else
#ifndef __bitscfg_h__
#define __bitscfg_h__

#include "win/windows.h"

#ifndef __IBITSExtensionSetup_FWD_DEFINED__
#define __IBITSExtensionSetup_FWD_DEFINED__
typedef struct IBITSExtensionSetup IBITSExtensionSetup;
#endif

#ifndef __IBITSExtensionSetupFactory_FWD_DEFINED__
#define __IBITSExtensionSetupFactory_FWD_DEFINED__
typedef struct IBITSExtensionSetupFactory IBITSExtensionSetupFactory;
#endif

#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#endif

#ifndef __IBITSExtensionSetup_INTERFACE_DEFINED__
#define __IBITSExtensionSetup_INTERFACE_DEFINED__
/** Identifies the interface `IBITSExtensionSetup`. */
DEFINE_GUID(IID_IBITSExtensionSetup,
    0x29cfbbf7, 0x09e4, 0x4b97, 0xb0, 0xbc, 0xf2, 0x28, 0x7e, 0x3d, 0x8e, 0xb3);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Enables and disables uploads for a folder of an IIS server. It exists on Windows only; no object
 * has this interface here.
 */
MIDL_INTERFACE("29cfbbf7-09e4-4b97-b0bc-f2287e3d8eb3")
IBITSExtensionSetup : public IDispatch {
public:
    /**
     * Enables uploads to the folder.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE EnableBITSUploads() = 0;
    /**
     * Disables uploads to the folder.
     *
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE DisableBITSUploads() = 0;
    /**
     * Retrieves the name of the task that removes abandoned uploads.
     *
     * @param[out] pTaskName Receives the name.
     * @retval S_OK on success.
     * @retval S_FALSE when there is no such task.
     */
    virtual HRESULT STDMETHODCALLTYPE GetCleanupTaskName(BSTR *pTaskName) = 0;
    /**
     * Retrieves the task that removes abandoned uploads.
     *
     * @param[in] riid Id of the interface to return.
     * @param[out] ppUnk Receives the task. Release it.
     * @retval S_OK on success.
     * @retval S_FALSE when there is no such task.
     */
    virtual HRESULT STDMETHODCALLTYPE GetCleanupTask(REFIID riid, IUnknown **ppUnk) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBITSExtensionSetupVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBITSExtensionSetup *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBITSExtensionSetup *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBITSExtensionSetup *This);
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(IBITSExtensionSetup *This, UINT *pctinfo);
    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IBITSExtensionSetup *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);
    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IBITSExtensionSetup *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);
    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IBITSExtensionSetup *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);
    HRESULT (STDMETHODCALLTYPE *EnableBITSUploads)(IBITSExtensionSetup *This);
    HRESULT (STDMETHODCALLTYPE *DisableBITSUploads)(IBITSExtensionSetup *This);
    HRESULT (STDMETHODCALLTYPE *GetCleanupTaskName)(IBITSExtensionSetup *This, BSTR *pTaskName);
    HRESULT (STDMETHODCALLTYPE *GetCleanupTask)(
        IBITSExtensionSetup *This,
        REFIID riid,
        IUnknown **ppUnk);
    END_INTERFACE
} IBITSExtensionSetupVtbl;
struct IBITSExtensionSetup {
    CONST_VTBL struct IBITSExtensionSetupVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBITSExtensionSetup_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBITSExtensionSetup_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBITSExtensionSetup_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBITSExtensionSetup_GetTypeInfoCount(This, pctinfo) \
    ((This)->lpVtbl->GetTypeInfoCount(This, pctinfo))
#define IBITSExtensionSetup_GetTypeInfo(This, iTInfo, lcid, ppTInfo) \
    ((This)->lpVtbl->GetTypeInfo(This, iTInfo, lcid, ppTInfo))
#define IBITSExtensionSetup_GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId) \
    ((This)->lpVtbl->GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId))
#define IBITSExtensionSetup_Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, \
    pVarResult, pExcepInfo, puArgErr) \
    ((This)->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, \
    pExcepInfo, puArgErr))
#define IBITSExtensionSetup_EnableBITSUploads(This) \
    ((This)->lpVtbl->EnableBITSUploads(This))
#define IBITSExtensionSetup_DisableBITSUploads(This) \
    ((This)->lpVtbl->DisableBITSUploads(This))
#define IBITSExtensionSetup_GetCleanupTaskName(This, pTaskName) \
    ((This)->lpVtbl->GetCleanupTaskName(This, pTaskName))
#define IBITSExtensionSetup_GetCleanupTask(This, riid, ppUnk) \
    ((This)->lpVtbl->GetCleanupTask(This, riid, ppUnk))
#endif
#endif
BITS_UUID(IBITSExtensionSetup,
    0x29cfbbf7, 0x09e4, 0x4b97, 0xb0, 0xbc, 0xf2, 0x28, 0x7e, 0x3d, 0x8e, 0xb3)
#endif

#ifndef __IBITSExtensionSetupFactory_INTERFACE_DEFINED__
#define __IBITSExtensionSetupFactory_INTERFACE_DEFINED__
/** Identifies the interface `IBITSExtensionSetupFactory`. */
DEFINE_GUID(IID_IBITSExtensionSetupFactory,
    0xd5d2d542, 0x5503, 0x4e64, 0x8b, 0x48, 0x72, 0xef, 0x91, 0xa3, 0x2e, 0xe1);

#if defined(__cplusplus) && !defined(CINTERFACE)
/**
 * Creates objects with `IBITSExtensionSetup`. It exists on Windows only; no object has this
 * interface here.
 */
MIDL_INTERFACE("d5d2d542-5503-4e64-8b48-72ef91a32ee1")
IBITSExtensionSetupFactory : public IDispatch {
public:
    /**
     * Creates the object for one folder.
     *
     * @param[in] Path ADSI path of the folder.
     * @param[out] ppExtensionSetup Receives the object. Release it.
     * @retval S_OK on success.
     */
    virtual HRESULT STDMETHODCALLTYPE GetObject(
        BSTR Path,
        IBITSExtensionSetup **ppExtensionSetup) = 0;
};
#else
/* The same methods for C; the class above describes them. */
typedef struct IBITSExtensionSetupFactoryVtbl {
    BEGIN_INTERFACE
    HRESULT (STDMETHODCALLTYPE *QueryInterface)(
        IBITSExtensionSetupFactory *This,
        REFIID riid,
        void **ppvObject);
    ULONG (STDMETHODCALLTYPE *AddRef)(IBITSExtensionSetupFactory *This);
    ULONG (STDMETHODCALLTYPE *Release)(IBITSExtensionSetupFactory *This);
    HRESULT (STDMETHODCALLTYPE *GetTypeInfoCount)(
        IBITSExtensionSetupFactory *This,
        UINT *pctinfo);
    HRESULT (STDMETHODCALLTYPE *GetTypeInfo)(
        IBITSExtensionSetupFactory *This,
        UINT iTInfo,
        LCID lcid,
        ITypeInfo **ppTInfo);
    HRESULT (STDMETHODCALLTYPE *GetIDsOfNames)(
        IBITSExtensionSetupFactory *This,
        REFIID riid,
        LPOLESTR *rgszNames,
        UINT cNames,
        LCID lcid,
        DISPID *rgDispId);
    HRESULT (STDMETHODCALLTYPE *Invoke)(
        IBITSExtensionSetupFactory *This,
        DISPID dispIdMember,
        REFIID riid,
        LCID lcid,
        WORD wFlags,
        DISPPARAMS *pDispParams,
        VARIANT *pVarResult,
        EXCEPINFO *pExcepInfo,
        UINT *puArgErr);
    HRESULT (STDMETHODCALLTYPE *GetObject)(
        IBITSExtensionSetupFactory *This,
        BSTR Path,
        IBITSExtensionSetup **ppExtensionSetup);
    END_INTERFACE
} IBITSExtensionSetupFactoryVtbl;
struct IBITSExtensionSetupFactory {
    CONST_VTBL struct IBITSExtensionSetupFactoryVtbl *lpVtbl;
};
#ifdef COBJMACROS
#define IBITSExtensionSetupFactory_QueryInterface(This, riid, ppvObject) \
    ((This)->lpVtbl->QueryInterface(This, riid, ppvObject))
#define IBITSExtensionSetupFactory_AddRef(This) \
    ((This)->lpVtbl->AddRef(This))
#define IBITSExtensionSetupFactory_Release(This) \
    ((This)->lpVtbl->Release(This))
#define IBITSExtensionSetupFactory_GetTypeInfoCount(This, pctinfo) \
    ((This)->lpVtbl->GetTypeInfoCount(This, pctinfo))
#define IBITSExtensionSetupFactory_GetTypeInfo(This, iTInfo, lcid, ppTInfo) \
    ((This)->lpVtbl->GetTypeInfo(This, iTInfo, lcid, ppTInfo))
#define IBITSExtensionSetupFactory_GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId) \
    ((This)->lpVtbl->GetIDsOfNames(This, riid, rgszNames, cNames, lcid, rgDispId))
#define IBITSExtensionSetupFactory_Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, \
    pVarResult, pExcepInfo, puArgErr) \
    ((This)->lpVtbl->Invoke(This, dispIdMember, riid, lcid, wFlags, pDispParams, pVarResult, \
    pExcepInfo, puArgErr))
#define IBITSExtensionSetupFactory_GetObject(This, Path, ppExtensionSetup) \
    ((This)->lpVtbl->GetObject(This, Path, ppExtensionSetup))
#endif
#endif
BITS_UUID(IBITSExtensionSetupFactory,
    0xd5d2d542, 0x5503, 0x4e64, 0x8b, 0x48, 0x72, 0xef, 0x91, 0xa3, 0x2e, 0xe1)
#endif

#ifdef __cplusplus
#pragma GCC diagnostic pop
#endif

/** Identifies the type library of the administration of uploads. */
DEFINE_GUID(LIBID_BITSExtensionSetup,
    0xb0937b9c, 0xd66d, 0x4d9b, 0xb7, 0x41, 0x49, 0xc6, 0xd6, 0x6a, 0x1c, 0xd5);

/** Identifies the class that administers uploads. It is not registered here. */
DEFINE_GUID(CLSID_BITSExtensionSetupFactory,
    0xefbbab68, 0x7286, 0x4783, 0x94, 0xbf, 0x94, 0x61, 0xd8, 0xb7, 0xe7, 0xe9);
#ifdef __cplusplus
class BITSExtensionSetupFactory;
#else
typedef struct BITSExtensionSetupFactory BITSExtensionSetupFactory;
#endif
BITS_UUID(BITSExtensionSetupFactory,
    0xefbbab68, 0x7286, 0x4783, 0x94, 0xbf, 0x94, 0x61, 0xd8, 0xb7, 0xe7, 0xe9)

#endif
#endif
